using Pilot.Functions.Commands;
using Pilot.Tests.Support;
using static Pilot.Tests.Support.SettingsBuilder;

namespace Pilot.Tests.Commands;

/// <summary>functions.md section 5: <c>check FILE --out COPY</c>.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly CommandLineRunner _pilot = new();

    [Fact]
    public async Task The_checked_copy_is_written_where_it_was_asked_for()
    {
        var (code, copy) = await CheckAsync(SmallReturns.Enrolments(1).ToStream().ToArray());

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains(CommandLineRunner.Sheet(copy, "Data"), row => row.ContainsKey("learner_ref"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_gets_its_receipt_and_leaves_nothing_behind()
    {
        var (code, copy) = await CheckAsync("no workbook"u8.ToArray());

        Assert.Equal((ExitCode.SuccessWithFindings, false), (code, File.Exists(copy)));
    }

    [Fact]
    public async Task Of_several_sheets_it_says_which_are_to_be_renamed()
    {
        await _pilot.SettingsAsync(Small());
        var book = RawWorkbook.Of(SmallReturns.Enrolments(1).ToStream().ToArray())
            .Replace("xl/workbook.xml", "name=\"Declaration\"", "name=\"Declaration - Table 1\"").Replace("xl/workbook.xml", "name=\"Data\"", "name=\"Data - Table 1\"");
        var file = await _pilot.FileAsync("return.xlsx", book.ToBytes());
        using var answer = new StringWriter();

        await PilotCommands.RunAsync(["check", file, "--data", _pilot.Data, "--now", "2027-01-06"], answer, TextWriter.Null, _pilot.Settings);

        Assert.Contains("Rename the sheet 'Declaration - Table 1' to Declaration ", answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("Rename the sheet 'Data - Table 1' to Data ", answer.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _pilot.Dispose();

    private async Task<(int Code, string Copy)> CheckAsync(byte[] content)
    {
        await _pilot.SettingsAsync(Small());
        var file = Path.Combine(_pilot.Folder, "return.xlsx");
        await File.WriteAllBytesAsync(file, content);
        var copy = Path.Combine(_pilot.Folder, "copy.xlsx");
        var (code, answer, _) = await _pilot.TryAsync("2027-01-06", "check", file, "--out", copy);
        Assert.Contains("\"status\"", answer, StringComparison.Ordinal);
        return (code, copy);
    }
}
