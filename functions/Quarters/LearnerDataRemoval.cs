using Pilot.Functions.Faults;

namespace Pilot.Functions.Quarters;

/// <summary>Whether the rows about learners were removed because their time was over: then no figures can be worked out any more.</summary>
internal static class LearnerDataRemoval
{
    /// <summary>The mark that says so, with the day as its value.</summary>
    public const string Mark = "learner-rows-removed";

    /// <exception cref="CannotBeDoneException">There is nothing left to work figures out from.</exception>
    public static async Task RefuseRunAsync(PilotServices services, CancellationToken cancellationToken)
    {
        if (await services.Database.ReadMarkAsync(Mark, cancellationToken) is { } gone)
        {
            throw new CannotBeDoneException($"The rows about learners were removed on {gone}, as the settings say. No figures can be worked out any more; those that were published stand.");
        }
    }

    public static async Task<bool> IsDoneAsync(PilotServices services, CancellationToken cancellationToken) => await services.Database.ReadMarkAsync(Mark, cancellationToken) is not null;
}
