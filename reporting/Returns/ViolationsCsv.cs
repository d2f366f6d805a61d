using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Packing;

namespace Pilot.Reporting.Returns;

/// <summary>violations.csv: UTF-8 with a byte order mark, lines end in CR LF, and no cell begins a formula.</summary>
public static class ViolationsCsv
{
    public static void Write(IReadOnlyList<ReceiptFinding> violations, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        text.Write("rule,severity,sheet,row,cell,learner_ref,column,label,value,message,fix\r\n");
        foreach (var finding in violations)
        {
            text.Write(string.Join(',', new[]
            {
                finding.Rule, finding.Severity, finding.Sheet, finding.Row?.ToString(CultureInfo.InvariantCulture), finding.Cell, finding.LearnerRef,
                finding.Column, finding.Label, finding.Value, finding.Message, finding.Fix,
            }.Select(Field)));
            text.Write("\r\n");
        }
    }

    private static string Field(string? value)
    {
        var text = FreeText.Neutral(value ?? "");
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
