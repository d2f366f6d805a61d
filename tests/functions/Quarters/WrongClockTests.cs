using Pilot.Tests.Support;

namespace Pilot.Tests.Quarters;

/// <summary>A clock that was years ahead once closed eight quarters for good.</summary>
public sealed class WrongClockTests
{
    [Fact]
    public async Task A_wrong_clock_closes_nothing_unless_many_was_said()
    {
        using var pilot = CommandLineRunner.OnSqlite();
        await pilot.SettingsAsync(SettingsBuilder.Small());

        var (code, _, said) = await pilot.TryAsync("2031-01-31", "run", "2026Q3", "--close");

        Assert.Equal(2, code);
        Assert.Contains("say --many", said, StringComparison.Ordinal);
        Assert.Contains("31 January 2031", said, StringComparison.Ordinal);
        await using (var context = pilot.Database.Open())
        {
            Assert.Empty(context.Runs);
        }

        Assert.Equal("2026Q3", (await pilot.RunAsync("2031-01-31", "run", "2026Q3", "--close", "--many")).GetProperty("period").GetString());
    }
}
