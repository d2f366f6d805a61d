using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Pilot.Functions.Data;

namespace Pilot.Tests.Data;

/// <summary>
/// What the program says to a T-SQL server, read by the parser of SQL Server's own tools: all of it is T-SQL, and nothing in it asks for
/// what not every such server has (MERGE, WAITFOR, several results at once).
/// </summary>
public sealed partial class TSqlTests
{
    [Fact]
    public async Task Functions_6_all_that_is_said_to_a_server_is_plain_T_SQL_and_gives_the_same_pennies()
    {
        using var onSqlite = await TSqlPilot.OnSqliteAsync();
        using var onServer = await TSqlPilot.OnServerAsync(batchSize: 1);
        Assert.Equal(await onSqlite.AQuarterAsync(), await onServer.AQuarterAsync());
        await onServer.EverythingElseAsync();

        Assert.True(onServer.Said.Count > 80, $"Only {onServer.Said.Count} statements were heard.");
        Assert.All(onServer.Said, AssertPlain);
        Assert.DoesNotContain(onServer.Said, text => OneStatement().Count(text) > 1);
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void Functions_6_the_migrations_are_plain_T_SQL_from_nothing_and_from_every_earlier_one(MigrationsSqlGenerationOptions options)
    {
        using var context = PilotDatabase.SqlServer(() => new Microsoft.Data.SqlClient.SqlConnection("Server=nowhere"), 1).Open();
        var migrator = context.GetService<IMigrator>();
        foreach (var from in context.Database.GetMigrations().SkipLast(1).Prepend(Migration.InitialDatabase))
        {
            var script = migrator.GenerateScript(from, options: options);
            foreach (var batch in Batch().Split(script).Where(text => text.Trim().Length > 0))
            {
                AssertPlain(batch);
            }
        }
    }

    [Fact]
    public void The_user_of_the_app_is_made_in_plain_T_SQL() =>
        AssertPlain(Infra.InfraFiles.Read("database-user.sql").Replace("$(AppName)", "app", StringComparison.Ordinal));

    [Theory]
    [InlineData("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE;")]
    [InlineData("WAITFOR DELAY '00:00:01'")]
    [InlineData("SELECT 1 FROM")]
    public void What_not_every_server_has_would_be_found(string text) => Assert.ThrowsAny<Exception>(() => AssertPlain(text));

    internal static void AssertPlain(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(error => error.Message))}\n{text}");
        var found = new NotEverywhere();
        script.Accept(found);
        Assert.True(found.Names.Count == 0, $"{string.Join(", ", found.Names)}\n{text}");
    }

    private sealed class NotEverywhere : TSqlFragmentVisitor
    {
        public List<string> Names { get; } = [];

        public override void Visit(MergeStatement node) => Names.Add("MERGE");

        public override void Visit(WaitForStatement node) => Names.Add("WAITFOR");
    }

    [GeneratedRegex(@"^GO\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Batch();

    [GeneratedRegex(@"^\s*(INSERT|UPDATE|DELETE) ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex OneStatement();
}
