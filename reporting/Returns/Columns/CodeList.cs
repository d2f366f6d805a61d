using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Returns.Columns;

/// <param name="Code">As it is stored.</param>
/// <param name="Meaning">In words.</param>
/// <param name="Crosswalk">The ILR or HESA code that it stands for, where it differs from <paramref name="Code"/>; or empty.</param>
public sealed record CodeMeaning(string Code, string Meaning, string Crosswalk = "");

/// <summary>
/// The accepted codes of a column. Codes match without regard to case, and what is stored is always the list's own string; a row that is
/// judged holds only the code's place in the list.
/// </summary>
public sealed class CodeList
{
    private const int NumbersTo = 100;
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly int[] _numbers = new int[NumbersTo];

    /// <summary>Codes of one letter, in either case, without a dictionary: most of a return's are.</summary>
    private readonly int[] _letters = new int[128];
    private readonly string[] _codes;

    public CodeList(IReadOnlyList<CodeMeaning> codes, IReadOnlyDictionary<string, string>? alsoWritten = null)
    {
        Codes = codes;
        AlsoWritten = alsoWritten ?? new Dictionary<string, string>();
        for (var i = 0; i < codes.Count; i++)
        {
            _places.Add(codes[i].Code, i + 1);
        }

        foreach (var (written, code) in AlsoWritten)
        {
            _places.Add(written, _places[code]);
        }

        _codes = [.. codes.Select(meaning => meaning.Code)];
        for (var letter = 0; letter < _letters.Length; letter++)
        {
            _places.TryGetValue(((char)letter).ToString(), out _letters[letter]);
        }

        for (var number = 0; number < NumbersTo; number++)
        {
            _places.TryGetValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture), out _numbers[number]);
        }
    }

    /// <summary>In the order in which they are shown.</summary>
    public IReadOnlyList<CodeMeaning> Codes { get; }

    /// <param name="place">As <see cref="Find"/> gives it.</param>
    internal string CodeAt(int place) => _codes[place - 1];

    /// <summary>Other ways of writing a code, each with the code that it becomes.</summary>
    public IReadOnlyDictionary<string, string> AlsoWritten { get; }

    /// <summary>
    /// Which code of the list the cell holds, counted from 1; 0 where it holds none. A number is the code however it is written: 3, 03, 3.0.
    /// </summary>
    public int Find(in RawCell cell)
    {
        if (cell.Kind == RawCellKind.Number && cell.Number is >= 0 and < NumbersTo && cell.Number == Math.Floor(cell.Number))
        {
            return _numbers[(int)cell.Number];
        }

        var text = CellParser.Text(cell);
        return text.Length == 1 && char.IsAsciiLetter(text[0]) ? _letters[text[0]]
            : _places.TryGetValue(text, out var place) ? place
            : CellParser.WholeText(text) is { Length: <= 2 } digits ? _numbers[int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)]
            : 0;
    }

    /// <summary>A code with its meaning: "3 (withdrawn)"; the code alone where the list does not have it.</summary>
    public string Named(string code) =>
        Codes.FirstOrDefault(meaning => string.Equals(meaning.Code, code, StringComparison.Ordinal)) is { } known ? NamedWith(known) : code;

    /// <summary>"1 (achieved), 2 (partial) or 8 (not yet known)".</summary>
    public static string AnyOf(IEnumerable<CodeMeaning> codes)
    {
        var each = codes.Select(NamedWith).ToArray();
        return each.Length == 1 ? each[0] : string.Join(", ", each[..^1]) + " or " + each[^1];
    }

    /// <summary>As it reads after "which": the codes that are accepted, of a long list the nearest to what was sent.</summary>
    public string Allowed(string sent)
    {
        const int Most = 10;
        const int Nearest = 3;
        return Codes.Count <= Most
            ? $"is not one of the accepted codes: {AnyOf(Codes)}"
            : $"is not one of the {Codes.Count} accepted codes; the nearest are {AnyOf(Codes.OrderBy(code => Distance(code, sent)).Take(Nearest))}";
    }

    /// <summary>How far apart two spellings are, by the code or by what it means.</summary>
    private static int Distance(CodeMeaning code, string sent) =>
        int.TryParse(code.Code, out var number) && int.TryParse(sent, out var given) ? Math.Min(Math.Abs(number - given), 1_000_000)
        : code.Meaning.Contains(sent, StringComparison.OrdinalIgnoreCase) ? 0
        : 1_000_000 + Math.Abs(code.Code.Length - sent.Length) - code.Code.Zip(sent).TakeWhile(pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();

    private static string NamedWith(CodeMeaning code) => $"{code.Code} ({code.Meaning})";

    /// <summary>"F (female), M (male) or N (not provided)"; long lists point to the sheet Codes of the template, which an export of one's own need not have.</summary>
    public string Words() => Codes.Count > 9 ? "one of the codes listed on the sheet Codes of the template" : AnyOf(Codes);
}
