using System.Globalization;
using System.Text;
using Pilot.Reporting.Excel.Packing;

namespace Pilot.Reporting.Returns;

/// <summary>violations.csv: UTF-8 with a byte order mark, lines end in CR LF, and no cell begins a formula.</summary>
public static class ViolationsCsv
{
    public static byte[] Write(IReadOnlyList<Violation> violations)
    {
        var text = new StringBuilder("rule,severity,sheet,row,cell,learner_ref,column,label,value,message,mend\r\n");
        foreach (var one in violations)
        {
            text.AppendJoin(',', new[]
            {
                one.Rule, one.Severity, one.Sheet, one.Row?.ToString(CultureInfo.InvariantCulture), one.Cell, one.LearnerRef,
                one.Column, one.Label, one.Value, one.Message, one.Mend,
            }.Select(Field)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Field(string? value)
    {
        var text = FreeText.Neutral(value ?? "");
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
