using System.CommandLine;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Functions.Commands;

/// <summary>The provider that a command is about.</summary>
internal static class UkprnArgument
{
    public static Argument<string> Make()
    {
        var ukprn = new Argument<string>("UKPRN") { Description = "The provider." };
        ukprn.Validators.Add(result =>
        {
            if (!Ukprn.TryParse(result.GetValueOrDefault<string>(), out _))
            {
                result.AddError("A UKPRN has 8 digits and does not start with 0.");
            }
        });
        return ukprn;
    }
}
