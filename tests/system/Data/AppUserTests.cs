using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Pilot.Functions.Data;
using Pilot.Functions.Quarters;
using Pilot.Functions.Retention;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Data.StandIn;
using Pilot.Tests.Infra;

namespace Pilot.Tests.Data;

/// <summary>infra/database-user.sql: the app adds to its records of who did what, and the database refuses it to change or remove a line of them.</summary>
public sealed partial class AppUserTests
{
    private const string App = "app";

    [Fact]
    public void Functions_7_the_script_refuses_the_app_a_change_and_a_removal_of_both_records_and_takes_neither_back()
    {
        using var context = PilotDatabase.SqlServer("Server=nowhere").Open();
        var records = new[] { typeof(AuditRow), typeof(DownloadRow) }.Select(row => context.Model.FindEntityType(row)!.GetTableName()!).ToList();

        Assert.Equal(records.SelectMany(table => new[] { $"{App} DELETE dbo.{table}", $"{App} UPDATE dbo.{table}" }).Order(StringComparer.Ordinal), Denied().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Statements(), statement => statement is GrantStatement or RevokeStatement or AlterAuthorizationStatement);
        // What a DENY does not bind: administrators and owners.
        Assert.Equal(["db_datareader", "db_datawriter"], Statements().OfType<AlterRoleStatement>().Select(role => role.Name.Value).Order(StringComparer.Ordinal));
    }

    /// <summary>On the stand-in, which refuses as the script says: no T-SQL server has to be there.</summary>
    [Fact]
    public async Task Functions_7_a_server_that_refuses_it_sees_a_whole_quarter_through_and_no_line_of_the_records_changes()
    {
        using var server = new StandInServer();
        var administrators = PilotDatabase.SqlServer($"{server.ConnectionString};Database=pilot");
        await administrators.MigrateAsync(CancellationToken.None);
        server.Denied.UnionWith(Denied().Select(line => line.Replace("dbo.", "", StringComparison.Ordinal)));
        var app = PilotDatabase.SqlServer(new SqlConnectionStringBuilder($"{server.ConnectionString};Database=pilot") { UserID = App }.ToString());
        using var pilot = TSqlPilot.Over(app);

        await pilot.AQuarterAsync();
        await app.AddAsync(new DownloadRow { At = new DateTime(2027, 2, 1), Who = "An officer", What = "reports/2026Q3/manifest.json" }, CancellationToken.None);
        var before = await LinesAsync(administrators);
        Assert.InRange(before.Audit, 1, int.MaxValue);
        Assert.Equal(1, before.Downloads);
        await using (var context = app.Open())
        {
            await RefusedAsync(() => context.Audit.ExecuteDeleteAsync());
            await RefusedAsync(() => context.Audit.ExecuteUpdateAsync(set => set.SetProperty(row => row.Who, "nobody")));
            await RefusedAsync(() => context.Downloads.Where(row => row.Id > 0).ExecuteDeleteAsync());
            await RefusedAsync(() => context.Downloads.ExecuteUpdateAsync(set => set.SetProperty(row => row.What, "nothing")));
            context.Audit.Remove(await context.Audit.OrderBy(row => row.Id).FirstAsync());
            await RefusedAsync(() => context.SaveChangesAsync());
        }

        await new ApproveRun(pilot.At("2027-02-03")).RunAsync(new Quarter(2026, 3), "Olive Officer", CancellationToken.None);
        // What is removed when its time is over is removed around the access log.
        var report = await new PurgeExpired(pilot.At("2040-01-01") with { OnlyAddsToRecords = true }).RunAsync(dryRun: false, CancellationToken.None);
        Assert.True(report is { LearnerRows: > 0, Downloads: 0 });
        Assert.Equal(1, (await LinesAsync(administrators)).Downloads);
        await using var operators = administrators.Open();
        Assert.Equal(1, await operators.Downloads.ExecuteDeleteAsync());
    }

    private static async Task RefusedAsync(Func<Task> change)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(change);
        Assert.Equal(229, ((refused as SqlException) ?? refused.InnerException as SqlException)?.Number);
    }

    private static async Task<(int Audit, int Downloads)> LinesAsync(PilotDatabase database)
    {
        await using var context = database.Open();
        return (await context.Audit.CountAsync(), await context.Downloads.CountAsync());
    }

    /// <summary>As <c>app UPDATE dbo.Audit</c>.</summary>
    private static List<string> Denied() =>
        [.. Statements().OfType<DenyStatement>().SelectMany(deny =>
            from who in deny.Principals
            from permission in deny.Permissions
            select $"{who.Identifier.Value} {permission.Identifiers[0].Value.ToUpperInvariant()} {string.Join('.', deny.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers.Select(part => part.Value))}")];

    /// <summary>Every statement of the script, and of the texts that it puts together and runs, for an app of this name.</summary>
    private static List<TSqlStatement> Statements()
    {
        var script = InfraFiles.Read("database-user.sql").Replace("$(AppName)", App, StringComparison.Ordinal);
        var texts = Concatenated().Matches(script).Select(match => Quoted(match.Value)).ToList();
        Assert.Equal(Regex.Count(script, @"EXEC sp_executesql"), texts.Count);
        return [.. texts.Prepend(script).SelectMany(Parsed)];
    }

    /// <summary>What N'...' + QUOTENAME(@name) + N'...' gives.</summary>
    private static string Quoted(string expression) => string.Concat(Part().Matches(expression).Select(part =>
        part.Groups["text"].Success ? part.Groups["text"].Value : part.Value.StartsWith("QUOTENAME", StringComparison.Ordinal) ? $"[{App}]" : "0x01"));

    private static IList<TSqlStatement> Parsed(string text)
    {
        using var reader = new StringReader(text);
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(error => error.Message))}\n{text}");
        return [.. script.Batches.SelectMany(batch => batch.Statements)];
    }

    /// <summary>The texts that the script puts together: each is declared with its value.</summary>
    [GeneratedRegex(@"(?<=DECLARE @\w+ nvarchar\(\d+\) =)[^;]*?(?:'[^']*'[^;']*)+;", RegexOptions.CultureInvariant)]
    private static partial Regex Concatenated();

    [GeneratedRegex(@"N'(?<text>[^']*)'|QUOTENAME\(@name\)|CONVERT\([^)]*\([^)]*\)[^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
