using System.Buffers;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// What a formula may do besides calculating (FILE_03): start another program (DDE: <c>cmd|'/c calc'!A0</c>), or fetch something. A formula is
/// never evaluated, only looked at. Inside a text, a quoted name of a sheet and the name of a table's column a <c>|</c> is a letter like others.
/// </summary>
internal static class FormulaDangers
{
    private const string Program = "a formula that runs another program (DDE)";

    private static readonly Dictionary<string, string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DDE"] = Program,
        ["CALL"] = "a formula that runs another program (CALL)",
        ["REGISTER"] = "a formula that runs another program (REGISTER)",
        ["REGISTER.ID"] = "a formula that runs another program (REGISTER.ID)",
        ["EXEC"] = "a formula that runs another program (EXEC)",
        ["RTD"] = "a formula that reads live data from another program (RTD)",
        ["WEBSERVICE"] = "a formula that fetches data from the web (WEBSERVICE)",
        ["IMAGE"] = "a formula that fetches a picture from the web (IMAGE)",
        ["SQL.REQUEST"] = "a formula that reads from a database (SQL.REQUEST)",
    };

    /// <summary>Every dangerous formula holds one of these; most that hold one are harmless.</summary>
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["|", "DDE", "CALL", "REGISTER", "EXEC", "RTD", "WEBSERVICE", "IMAGE", "SQL.REQUEST"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Quick, and never wrongly false.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> formula) => formula.ContainsAny(Signs);

    /// <summary>What it does, as it reads after "has"; null where it only calculates.</summary>
    public static string? Find(ReadOnlySpan<char> formula)
    {
        if (!MayBeIn(formula))
        {
            return null;
        }

        for (var i = 0; i < formula.Length; i++)
        {
            switch (formula[i])
            {
                case '"' or '\'':
                    // A doubled quote closes and opens again at once.
                    var close = formula[(i + 1)..].IndexOf(formula[i]);
                    if (close < 0)
                    {
                        return formula[i..].Contains('|') ? Program : null;
                    }

                    i += close + 1;
                    break;
                case '[':
                    i = EndOfBracket(formula, i);
                    break;
                case '|':
                    return Program;
                case '(' when Functions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(NameBefore(formula, i), out var what):
                    return what;
                default:
                    break;
            }
        }

        return null;
    }

    /// <exception cref="UnreadableFileException">FILE_03, with the cell.</exception>
    public static void RefuseInCell(ReadOnlySpan<char> formula, string cell)
    {
        if (Find(formula) is { } what)
        {
            throw new UnreadableFileException("FILE_03", $"Cell {cell} has {what}.")
            {
                Cell = cell,
                Fix = $"Select cell {cell} and press Delete, or paste its value over the formula (Home, Paste, Paste values). Then save the workbook and send it again.",
            };
        }
    }

    /// <summary>Brackets nest in the name of a table's column; an apostrophe takes the meaning from the letter behind it.</summary>
    private static int EndOfBracket(ReadOnlySpan<char> formula, int from)
    {
        var open = 0;
        for (var i = from; i < formula.Length; i++)
        {
            switch (formula[i])
            {
                case '\'':
                    i++;
                    break;
                case '[':
                    open++;
                    break;
                case ']' when --open == 0:
                    return i;
                default:
                    break;
            }
        }

        // Never closed: no table's column, so what follows is judged as it stands.
        return from;
    }

    private static ReadOnlySpan<char> NameBefore(ReadOnlySpan<char> formula, int bracket)
    {
        var name = formula[..bracket].TrimEnd();
        var from = name.Length;
        while (from > 0 && (char.IsLetterOrDigit(name[from - 1]) || name[from - 1] is '.' or '_'))
        {
            from--;
        }

        name = name[from..];
        foreach (var prefix in (ReadOnlySpan<string>)["_xlfn.", "_xlws.", "_xlfn.", "_xll."])
        {
            name = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
        }

        return name;
    }
}
