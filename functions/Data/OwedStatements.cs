using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Data;

/// <param name="Judgement">The judgement that made it due last.</param>
internal sealed record OwedStatement(Ukprn Ukprn, Quarter Period, string Judgement);

/// <summary>
/// Which provisional statements are owed. It is noted in the transaction that stores a judgement, so that none is forgotten where the work
/// is cut short before its statement is drawn, and struck out once a statement is there that knows of that judgement.
/// </summary>
internal sealed class OwedStatements(PilotDatabase database)
{
    private const string Name = "statement-owed";

    public static async Task AddAsync(PilotDbContext context, int ukprn, string period, long judgement, CancellationToken cancellationToken)
    {
        var (name, value) = (NameOf(ukprn, period), judgement.ToString(CultureInfo.InvariantCulture));
        if (await context.Marks.Where(mark => mark.Name == name).ExecuteUpdateAsync(set => set.SetProperty(mark => mark.Value, value), cancellationToken) == 0)
        {
            context.Marks.Add(new MarkRow { Name = name, Value = value });
        }
    }

    /// <param name="of">Null = every provider's.</param>
    public async Task<IReadOnlyList<OwedStatement>> ListAsync(Ukprn? of, CancellationToken cancellationToken) =>
    [
        .. (await database.ReadAsync(
            (connection, attemptToken) => connection.ListAsync(
                "SELECT Name, Value FROM Marks WHERE Name LIKE @names", Read, attemptToken, ("@names", of is { } ukprn ? NameOf(ukprn.Value, "%") : Name + " %")),
            cancellationToken)).OrderBy(statement => statement.Ukprn).ThenBy(statement => statement.Period),
    ];

    /// <summary>What a later judgement made due again stays owed.</summary>
    public async Task RemoveAsync(IEnumerable<OwedStatement> drawn, CancellationToken cancellationToken)
    {
        await using var context = database.Open();
        foreach (var statement in drawn)
        {
            var name = NameOf(statement.Ukprn.Value, statement.Period.Id);
            await context.Marks.Where(mark => mark.Name == name && mark.Value == statement.Judgement).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static string NameOf(int ukprn, string period) => string.Create(CultureInfo.InvariantCulture, $"{Name} {ukprn} {period}");

    private static OwedStatement Read(PlainRows from)
    {
        var parts = from.GetString(0).Split(' ');
        return new OwedStatement(Ukprn.Of(int.Parse(parts[1], CultureInfo.InvariantCulture)), Quarter.Parse(parts[2]), from.GetString(1));
    }
}
