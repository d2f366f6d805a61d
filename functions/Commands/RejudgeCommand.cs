using System.CommandLine;
using System.Text;
using Pilot.Functions.Returns;

namespace Pilot.Functions.Commands;

/// <summary><c>rejudge NUMBER</c>: judges a submission again, from its kept copy, as of its own day.</summary>
internal static class RejudgeCommand
{
    public static Command Make(GlobalOptions options, TextWriter answer, TextWriter progress)
    {
        var number = new Argument<int>("NUMBER") { Description = "The submission's number." };
        var command = new Command("rejudge", "Judge a submission again under the settings now in force.") { number };
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, answer, progress, async (services, output) =>
        {
            var wanted = parsed.GetValue(number);
            var changed = await new RejudgeSubmission(services).RunAsync(wanted, cancellationToken);
            var (_, receipt) = await new SubmitFile(services).ReadAnswerAsync(wanted, cancellationToken);
            output.Json([Encoding.UTF8.GetString(receipt.ToJson()).TrimEnd()]);
            output.Say(changed ? "The new judgement differs from the one before, and is the one that counts now." : "Nothing is decided differently.");
            ReceiptLines.Say(output, receipt, null);
            return ReceiptLines.ExitCodeOf([receipt]);
        }, cancellationToken));
        return command;
    }
}
