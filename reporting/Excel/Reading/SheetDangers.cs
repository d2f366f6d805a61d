using System.Text;
using System.Xml;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Excel.Reading;

/// <summary>
/// Looks at the tags of one part as they pass for what runs or fetches something (FILE_03): formulas outside cells, links of other programs,
/// objects, add-ins, ribbons and live connections. Messages say where in Excel it can be removed.
/// </summary>
internal sealed class SheetDangers
{
    private const string ManageRules = "choose Home, Conditional Formatting, Manage Rules, and delete the rule";
    private const string ManageValidation = "choose Data, Data Validation, and Clear All";

    private static readonly string[] FormulaAttributes = ["textlink", "macro", "formula", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup", "fmlaMacro", "val"];

    private const int MaxMerges = 10_000;

    private readonly StringBuilder _text = new();
    private bool _gathers;
    private (string Where, string Fix) _place = ("The sheet", "copy your rows into a new copy of the template");
    private string _area = "";

    /// <summary>The newer form of a rule or validation says behind its formulas for which cells it is: what a formula does is held back until then.</summary>
    private bool _areaFollows;
    private string? _heldBack;

    /// <summary>Merged cells that have passed on the way.</summary>
    public List<CellArea> Merges { get; } = [];

    /// <exception cref="UnreadableFileException">FILE_03.</exception>
    public void Inspect(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                Begin(reader);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _gathers:
                _text.Append(reader.Value);
                break;
            case XmlNodeType.EndElement when _gathers:
                _gathers = false;
                if (reader.LocalName == "sqref")
                {
                    _area = _text.ToString();
                }
                else
                {
                    Refuse(_text.ToString());
                }

                break;
            case XmlNodeType.EndElement when reader.LocalName is "dataValidation" or "conditionalFormatting":
                EndArea(reader.LocalName);
                break;
            default:
                break;
        }
    }

    private void EndArea(string element)
    {
        _areaFollows = false;
        if (_heldBack is not null)
        {
            _place = PlaceOf(element, _area);
            throw Problem($"{_place.Where} has {_heldBack}", _place.Fix);
        }
    }

    private void Begin(XmlReader reader)
    {
        if (Locate(reader))
        {
            Gather(reader);
        }
        else
        {
            RefuseElement(reader);
        }
    }

    /// <summary>Notes where in the workbook the reader is; true where the element's text is a formula.</summary>
    private bool Locate(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "mergeCell" when Merges.Count < MaxMerges && CellArea.Parse(reader.Attribute("ref")) is { } merge:
                Merges.Add(merge);
                break;
            case "conditionalFormatting" or "dataValidation":
                _areaFollows = reader.Attribute("sqref") is null && !reader.IsEmptyElement;
                _area = reader.Attribute("sqref") ?? "";
                _place = PlaceOf(reader.LocalName, _area);
                break;
            case "sqref" when _areaFollows:
                return true;
            case "definedName":
                _areaFollows = false;
                var name = Shown(reader.Attribute("name"));
                _place = ($"the name {name}", $"Choose Formulas, Name Manager, select the name {name} and delete it");
                return true;
            case "calculatedColumnFormula" or "totalsRowFormula":
                _place = ("a column of a table", "Paste the values of the table's columns over their formulas");
                return true;
            case "f" or "formula" or "formula1" or "formula2" or "oldFormula"
                or "FmlaLink" or "FmlaRange" or "FmlaMacro" or "FmlaTxbx" or "FmlaPict" or "FmlaGroup":
                return true;
            default:
                break;
        }

        return false;
    }

    private static (string Where, string Fix) PlaceOf(string element, string area) => element == "dataValidation"
        ? ($"the data validation{Of(area)}", $"Select the cells{Of(area)}, {ManageValidation}")
        : ($"the conditional formatting{Of(area)}", $"Select the cells{Of(area)}, {ManageRules}");

    private void RefuseElement(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "ddeLink" or "oleLink":
                throw Problem("the workbook has a link that runs another program (DDE or OLE)",
                    "Choose Data, Edit Links (or Workbook Links), select the link and choose Break Link");
            case "oleObject" or "OLEObject":
                throw Problem("an object of another program is embedded or linked",
                    "Choose Home, Find & Select, Selection Pane, select the object and press Delete");
            case "taskpanes" or "taskpane" or "webextension" or "webextensionref":
                throw AddIn();
            case "customUI":
                throw Ribbon();
            case "connection":
                RefuseLive(reader);
                break;
            case "dbPr" or "webPr" or "olapPr":
                throw Live("");
            case "queryTable" when Xml.IsTrue(reader.Attribute("refreshOnLoad")):
                throw Live(reader.Attribute("name"));
            case "imagedata" or "fill" or "image" when new[] { "src", "href" }.Any(attribute => IsElsewhere(reader.Attribute(attribute))):
                throw Picture();
            case "script":
                throw Problem("a picture holds a program", "Delete the picture");
            case "sp" or "pic" or "graphicFrame" or "cxnSp" or "cfvo" or "formControlPr" or "calculatedItem" or "calculatedMember" or "cacheField":
                foreach (var attribute in FormulaAttributes)
                {
                    Refuse(reader.Attribute(attribute));
                }

                break;
            default:
                break;
        }
    }

    /// <summary>What a picture names: a place outside the workbook.</summary>
    public static bool IsElsewhere(string? target) => target is not null
        && (target.StartsWith("\\\\", StringComparison.Ordinal) || target.StartsWith("//", StringComparison.Ordinal)
            || (target.Contains("://", StringComparison.Ordinal)) || target.StartsWith("file:", StringComparison.OrdinalIgnoreCase));

    public static UnreadableFileException AddIn() =>
        Problem("the workbook has an add-in that opens with it", "Choose Insert (or Home), Add-ins, and remove the add-in from the workbook, or copy your rows into a new copy of the template");

    public static UnreadableFileException Ribbon() =>
        Problem("the workbook has a ribbon or toolbar of its own", "Copy your rows into a new copy of the template, which has none");

    public static UnreadableFileException Picture() =>
        Problem("a picture is linked from elsewhere", "Delete the picture, or insert it again without the link");

    private static UnreadableFileException Live(string? name) =>
        Problem($"the workbook has a live data connection{(string.IsNullOrEmpty(name) ? "" : $", {Shown(name)}")}",
            $"Choose Data, Queries & Connections, select {(string.IsNullOrEmpty(name) ? "the connection" : Shown(name))} and delete it");

    /// <summary>A name that somebody gave: what is personal in it is repeated nowhere.</summary>
    private static string Shown(string? name) => PersonalText.Masked(PersonalText.Shorten(name ?? ""));

    /// <summary>
    /// A file that was once read from a text file keeps the note of it for ever. That is no live connection unless it reads again by itself.
    /// </summary>
    private static void RefuseLive(XmlReader reader)
    {
        const string TextFile = "6";
        if (reader.Attribute("type") != TextFile || Xml.IsTrue(reader.Attribute("refreshOnLoad")) || reader.Attribute("interval") is { Length: > 0 } and not "0")
        {
            throw Live(reader.Attribute("name"));
        }
    }

    private static string Of(string area) => area.Length == 0 ? "" : $" {PersonalText.Shorten(area)}";

    private void Gather(XmlReader reader)
    {
        _text.Clear();
        _gathers = !reader.IsEmptyElement;
    }

    private void Refuse(string? formula)
    {
        if (formula is null || FormulaDangers.Find(formula) is not { } what)
        {
            return;
        }

        if (_areaFollows)
        {
            _heldBack ??= what;
        }
        else
        {
            throw Problem($"{_place.Where} has {what}", _place.Fix);
        }
    }

    private static UnreadableFileException Problem(string what, string fix) => new("FILE_03", $"{char.ToUpperInvariant(what[0])}{what[1..]}.")
    {
        Fix = fix.StartsWith("copy", StringComparison.OrdinalIgnoreCase)
            ? $"{char.ToUpperInvariant(fix[0])}{fix[1..]}, and send that."
            : $"In Excel: {fix}. Then save the workbook and send it again. If you cannot find it, copy your rows into a new copy of the template.",
    };
}
