using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Pilot.Tests.Faults;

/// <summary>What is held, and whether two pilots hold the same.</summary>
internal sealed partial class SmallPilot
{
    /// <summary>
    /// Every row of every table but locks and what the timer saw last, and every file that the pilot wrote with its hash: nothing is left out
    /// that counts.
    /// </summary>
    public async Task<IReadOnlyList<string>> SnapshotAsync()
    {
        var lines = await RowsAsync(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('Leases', 'sqlite_sequence', '__EFMigrationsHistory', '__EFMigrationsLock')",
            table => $"SELECT '{table}', * FROM \"{table}\"");
        lines.RemoveAll(line => line.StartsWith("Marks|last-look|", StringComparison.Ordinal));
        foreach (var container in new[] { "receipts", "submissions", "statements", "outbox", "reports" }.Select(text => Path.Combine(Folder, text)).Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(container, "*", SearchOption.AllDirectories))
            {
                lines.Add($"{Path.GetRelativePath(Folder, file)} {Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file)))}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines.ConvertAll(line => ChangeOfFile().Replace(line, "|$1|"));
    }

    /// <summary>The third part of a folder's ETag is when the file was last changed in any way, and a copy is changed when it is made.</summary>
    [System.Text.RegularExpressions.GeneratedRegex(@"\|([0-9a-f]+-[0-9a-f]+)-[0-9a-f]+\|")]
    private static partial System.Text.RegularExpressions.Regex ChangeOfFile();

    /// <summary>What is held and how each upload was answered, without the numbers that the order of arrival gave.</summary>
    public async Task<IReadOnlyList<string>> FactsAsync()
    {
        var lines = await RowsAsync("SELECT 1", _ =>
            "SELECT s.BlobName, s.Status, s.AnsweredAt IS NOT NULL FROM Submissions s "
            + "UNION ALL SELECT s.BlobName, 'ENR ' || e.LearnerRef || e.AimRef || e.StartDate || hex(e.LearnerKey), 1 FROM Enrolments e JOIN Submissions s ON s.JudgementId = (e.Id >> 21) "
            + "UNION ALL SELECT s.BlobName, 'CMP ' || c.LearnerRef || c.AimRef || c.StartDate || c.Outcome, 1 FROM Completions c JOIN Submissions s ON s.JudgementId = (c.Id >> 21)");
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Each upload is one submission, its answer is given, and one receipt says so.</summary>
    public async Task EachUploadHasOneFinalReceiptAsync()
    {
        var rows = await RowsAsync("SELECT 1", _ => "SELECT BlobName, Folder || '/' || Number, AnsweredAt IS NOT NULL FROM Submissions WHERE Status <> 'Received'");
        var uploads = Directory.EnumerateFiles(Path.Combine(Folder, "returns"), "*.xlsx", SearchOption.AllDirectories).Count();
        Assert.Equal(uploads, rows.Count);
        Assert.Equal(uploads, rows.Select(row => row.Split('|')[0]).Distinct(StringComparer.Ordinal).Count());
        foreach (var row in rows.Select(row => row.Split('|')))
        {
            Assert.Equal("1", row[2]);
            Assert.True(File.Exists(Path.Combine(Folder, "receipts", row[1], "receipt.json")), $"{row[0]} has no receipt.");
        }

        Assert.Equal(uploads, Directory.EnumerateFiles(Path.Combine(Folder, "receipts"), "receipt.json", SearchOption.AllDirectories)
            .Count(file => !file.Contains("settings", StringComparison.Ordinal)));
    }

    private async Task<List<string>> RowsAsync(string of, Func<string, string> query)
    {
        var lines = new List<string>();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseFile, Pooling = false }.ToString());
        await connection.OpenAsync();
        foreach (var name in await ReadAsync(connection, of))
        {
            lines.AddRange(await ReadAsync(connection, query(name)));
        }

        return lines;
    }

    private static async Task<List<string>> ReadAsync(SqliteConnection connection, string query)
    {
        var lines = new List<string>();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in this file.
        command.CommandText = query;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        }

        return lines;
    }
}
