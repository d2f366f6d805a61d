namespace Pilot.Functions.Data;

/// <summary>Who was given which file of learners or of money, and when.</summary>
internal sealed class AccessLog(PilotDatabase database)
{
    private const int LongestName = 500;

    /// <param name="at">UTC.</param>
    /// <param name="who">The signed-in person, or what stands for whoever works on this machine.</param>
    /// <param name="ukprn">Of a provider's person; null for officers.</param>
    /// <param name="what">The file, as a path.</param>
    public Task AddAsync(DateTime at, string who, int? ukprn, string what, CancellationToken cancellationToken) => database.ExecuteAsync(
        "INSERT INTO Downloads (At, Who, What, Ukprn) VALUES (@at, @who, @what, @ukprn)",
        cancellationToken,
        ("@at", at),
        ("@who", who),
        ("@what", what.Length <= LongestName ? what : what[..LongestName]),
        ("@ukprn", ukprn is { } known ? known : DBNull.Value));
}
