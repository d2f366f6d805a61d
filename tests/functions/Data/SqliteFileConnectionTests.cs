using System.Globalization;
using Microsoft.Data.Sqlite;
using Pilot.Functions.Data;

namespace Pilot.Tests.Data;

/// <summary>What the ADO.NET provider has stored is read by the plain connection as the provider itself reads it.</summary>
public sealed class SqliteFileConnectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pilot-plain-").FullName;

    private string DatabaseFile => Path.Combine(_folder, "pilot.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_value_of_each_kind_is_read_as_it_was_stored()
    {
        var moment = new DateTime(2027, 1, 6, 12, 30, 15, 120, DateTimeKind.Utc).AddMicroseconds(7);
        Store("Whole INTEGER, Truth INTEGER, Words TEXT, Day TEXT, Pounds TEXT, Bytes BLOB, Moment TEXT, Ratio REAL, Missing TEXT",
            9_000_000_000, true, "Zoë \u2014 £5", new DateOnly(2027, 1, 6), 1234.50m, new byte[] { 0, 1, 255 }, moment, 0.25, DBNull.Value);

        using var connection = new SqliteFileConnection(DatabaseFile);
        var read = connection.List("SELECT * FROM Kept", from => (
            from.GetInt64(0), from.GetBoolean(1), from.GetString(2), from.GetDate(3), from.GetDecimal(4), Bytes: Convert.ToHexString(from.GetBytes(5)), from.GetMoment(6)));
        var values = connection.List("SELECT * FROM Kept", from => Enumerable.Range(0, from.FieldCount).Select(column => from.IsDBNull(column) ? "-" : Text(from.GetValue(column))).ToList());

        Assert.Equal([(9_000_000_000, true, "Zoë \u2014 £5", new DateOnly(2027, 1, 6), 1234.50m, "0001FF", moment)], read);
        Assert.Equal(DateTimeKind.Utc, read[0].Item7.Kind);
        Assert.Equal(ByProvider("SELECT * FROM Kept"), values[0]);
    }

    [Fact]
    public void An_empty_text_is_not_the_same_as_none()
    {
        Store("Id INTEGER, Empty TEXT, Missing TEXT", 1, "", DBNull.Value);

        using var connection = new SqliteFileConnection(DatabaseFile);

        Assert.Equal([("", true)], connection.List("SELECT * FROM Kept", from => (from.GetString(1), from.IsDBNull(2))));
        var failure = Assert.Throws<InvalidOperationException>(() => connection.List("SELECT * FROM Kept", from => from.GetString(2)));
        Assert.Equal("Column Missing holds nothing.", failure.Message);
    }

    [Theory]
    [InlineData("2027-01-06T12:00:00Z")]
    [InlineData("2027-01-06T12:00:00.5Z")]
    [InlineData("2027-01-06T12:00:00.123456Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public void A_moment_is_passed_in_the_form_in_which_it_is_stored(string text)
    {
        var moment = DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        Store("Id INTEGER, Moment TEXT", 1, moment);

        using var connection = new SqliteFileConnection(DatabaseFile);

        Assert.Equal([1], connection.List("SELECT Id FROM Kept WHERE Moment = @moment", from => from.GetInt32(0), ("@moment", moment)));
        Assert.Equal([1], connection.List("SELECT Id FROM Kept WHERE Moment <= @moment", from => from.GetInt32(0), ("@moment", moment)));
        Assert.Empty(connection.List("SELECT Id FROM Kept WHERE Moment <= @moment", from => from.GetInt32(0), ("@moment", moment.AddMicroseconds(-1))));
    }

    [Fact]
    public async Task A_large_value_is_read_piece_by_piece()
    {
        var bytes = new byte[300_007];
        new Random(1).NextBytes(bytes);
        Store("Number INTEGER PRIMARY KEY, Packed BLOB", 7, bytes);

        using var connection = new SqliteFileConnection(DatabaseFile);
        using var rows = await connection.QueryAsync("SELECT Number, Packed FROM Kept WHERE Number = @number", CancellationToken.None, ("@number", 7));
        Assert.True(await rows.ReadAsync(CancellationToken.None));
        using var packed = rows.GetStream(1);
        using var copy = new MemoryStream();
        await packed.CopyToAsync(copy, 4_099);

        Assert.Equal(bytes, copy.ToArray());
        Assert.False(await rows.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_written_is_read_by_the_provider()
    {
        Store("Id INTEGER, Words TEXT", 1, "one");

        using (var connection = new SqliteFileConnection(DatabaseFile))
        {
            await connection.ExecuteAsync("INSERT INTO Kept (Id, Words) SELECT @id, @words", CancellationToken.None, ("@id", 2), ("@words", DBNull.Value));
        }

        Assert.Equal(["2", "-"], ByProvider("SELECT * FROM Kept WHERE Id = 2"));
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_and_not_made()
    {
        var failure = Assert.Throws<SqliteException>(() => new SqliteFileConnection(DatabaseFile).Dispose());

        Assert.Equal(14, failure.SqliteErrorCode);
        Assert.False(File.Exists(DatabaseFile));
    }

    [Fact]
    public void A_statement_that_cannot_be_is_told_in_the_words_of_SQLite()
    {
        Store("Id INTEGER", 1);
        using var connection = new SqliteFileConnection(DatabaseFile);

        var failure = Assert.Throws<SqliteException>(() => connection.List("SELECT 1 FROM NoSuchTable", from => from.GetInt32(0)));

        Assert.Equal(1, failure.SqliteErrorCode);
        Assert.Contains("NoSuchTable", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_reads_nothing_of_a_file_that_is_not_there_or_has_no_tables()
    {
        var database = PilotDatabase.Sqlite(DatabaseFile);
        Assert.Equal(new StartMarks(null, null, null), await StartMarks.ReadAsync(database, CancellationToken.None));
        Assert.False(File.Exists(DatabaseFile));

        Store("Id INTEGER", 1);
        Assert.Equal(new StartMarks(null, null, null), await StartMarks.ReadAsync(database, CancellationToken.None));
    }

    [Fact]
    public async Task A_start_knows_what_earlier_starts_have_done()
    {
        var database = PilotDatabase.Sqlite(DatabaseFile);
        var keys = new LearnerKeySecret(new string('k', 32));
        await database.MigrateAsync(CancellationToken.None);
        await keys.CheckAsync(database, CancellationToken.None);
        Assert.Equal(new StartMarks(StartMarks.Program, keys.CheckValue, null), await StartMarks.ReadAsync(database, CancellationToken.None));

        await new NormaliseReferences(database, keys).RunAsync(CancellationToken.None);
        Assert.NotNull((await StartMarks.ReadAsync(database, CancellationToken.None)).ReferencesNormalised);
    }

    private void Store(string columns, params object[] values)
    {
        using var connection = Provider();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE Kept ({columns}); INSERT INTO Kept VALUES ({string.Join(", ", values.Select((_, at) => $"@v{at}"))})";
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@v{i}", values[i]);
        }

        command.ExecuteNonQuery();
    }

    private List<string> ByProvider(string sql)
    {
        using var connection = Provider();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var from = command.ExecuteReader();
        Assert.True(from.Read());
        return Enumerable.Range(0, from.FieldCount).Select(column => from.IsDBNull(column) ? "-" : Text(from.GetValue(column))).ToList();
    }

    private SqliteConnection Provider()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseFile }.ToString());
        connection.Open();
        return connection;
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
