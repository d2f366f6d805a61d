using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>Which parts of the file change, go and come, and how. All is decided here before the first byte is written.</summary>
internal sealed class CheckedWorkbookEdits(OriginalPackage package, WorkbookPlan plan, CheckResult result)
{
    private const string ContentTypes = "[Content_Types].xml";
    private const string TypePrefix = "application/vnd.openxmlformats-officedocument.";

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, Action<Stream, Stream>> Changed { get; } = new(StringComparer.OrdinalIgnoreCase);
    public HashSet<string> Dropped { get; } = new(StringComparer.OrdinalIgnoreCase);
    public NewParts New { get; } = new(package, plan);

    public void Prepare()
    {
        DropOldResult();
        var stylesPart = plan.Links.FirstOrDefault(link => link.Type == "styles")?.Part;
        stylesPart = stylesPart is not null && package.Has(stylesPart) ? stylesPart : null;
        var styles = ReadStyles(stylesPart);
        var marks = FindHighlights.Of(result.Findings, CheckedWorkbook.MaxListed);
        foreach (var sheet in plan.Sheets.Where(sheet => package.Has(sheet.Part)))
        {
            PrepareSheet(sheet, sheet.IsWorksheet ? marks.GetValueOrDefault(sheet.Name, SheetHighlights.None) : SheetHighlights.None, styles);
        }

        var newSheet = AddResultSheet(styles);
        Changed[plan.Part] = (from, to) => plan.Copy(from, to, newSheet);
        PutStyles(stylesPart, styles);
        New.PutLinks(Changed, Dropped);
        Changed[ContentTypes] = (from, to) => New.CopyContentTypes(from, to, Dropped);
    }

    private CheckedStyles ReadStyles(string? part)
    {
        using var stream = part is null ? EmptyStyles() : package.OpenXml(part);
        return CheckedStyles.Read(stream, plan.SavedByExcel);
    }

    private MemoryStream EmptyStyles() => new(Encoding.ASCII.GetBytes($"<styleSheet xmlns=\"{plan.MainNamespace}\"></styleSheet>"));

    private void PutStyles(string? part, CheckedStyles styles)
    {
        if (part is not null)
        {
            Changed[part] = styles.Write;
            return;
        }

        var made = package.FreeName(plan.Folder + "checkStyles", ".xml", _taken);
        New.Add(plan.Part, "styles", made, $"{TypePrefix}spreadsheetml.styles+xml", to => styles.Write(EmptyStyles(), to));
    }

    /// <summary>The old sheet and what belongs to it alone: its table, printer settings, comments.</summary>
    private void DropOldResult()
    {
        if (plan.OldResult is not { } old || old.Part.Length == 0)
        {
            return;
        }

        Dropped.Add(old.Part);
        Dropped.Add(OriginalPackage.LinksPartOf(old.Part));
        foreach (var link in package.LinksOf(old.Part))
        {
            if (link is { Part: { } part, Type: "table" or "printerSettings" or "comments" or "vmlDrawing" })
            {
                Dropped.Add(part);
            }
        }

        // An order of calculation that names cells of the old sheet would be damage to Excel, which makes a missing one anew.
        foreach (var part in plan.Links.Where(link => link.Type == "calcChain").Select(link => link.Part))
        {
            if (part is not null && package.Has(part) && NamesSheet(part, old.Id))
            {
                Dropped.Add(part);
            }
        }
    }

    private bool NamesSheet(string calculation, int sheetId)
    {
        using var stream = package.OpenXml(calculation);
        var xml = new XmlPieces(stream);
        while (xml.Read())
        {
            if (xml.Opens && xml.Number("i"u8) == sheetId)
            {
                return true;
            }
        }

        return false;
    }

    private void PrepareSheet(PlannedSheet sheet, SheetHighlights marks, CheckedStyles styles)
    {
        var links = package.LinksOf(sheet.Part);
        var copy = new SheetCopy(marks, styles, plan.LinksNamespace);
        var comments = new CommentsCopy(marks, plan.MainNamespace);
        var commentsPart = links.Find(link => link.Type == "comments" && link.Part is not null && package.Has(link.Part))?.Part;
        if (commentsPart is not null)
        {
            using var stream = package.OpenXml(commentsPart);
            comments.Copy(stream, Stream.Null);
        }
        else if (marks.Notes.Count > 0)
        {
            comments.Copy(null, Stream.Null);
        }

        PrepareThreads(marks, links);
        if (marks.Cells.Count > 0 || styles.HasOldMarks || comments.Changes)
        {
            using var stream = package.OpenXml(sheet.Part);
            copy.Rehearse(stream);
        }

        if (comments.Changes)
        {
            PrepareComments(sheet, commentsPart, comments, copy, links);
        }

        Changed[sheet.Part] = copy.Copy;
    }

    private void PrepareThreads(SheetHighlights marks, List<PartLink> links)
    {
        var threads = links.Find(link => link.Type == "threadedComment" && link.Part is not null && package.Has(link.Part))?.Part;
        var persons = plan.Links.FirstOrDefault(link => link.Type == "person" && link.Part is not null && package.Has(link.Part))?.Part;
        if (threads is null || persons is null)
        {
            return;
        }

        var copy = new ThreadedCommentsCopy(marks, result.Moment);
        using (var stream = package.OpenXml(threads))
        {
            copy.Copy(stream, Stream.Null);
        }

        if (copy.Changes)
        {
            Changed[threads] = copy.Copy;
            Changed[persons] = (from, to) => FlatPart.Append(from, to, [ThreadedCommentsCopy.PersonElement],
                xml => string.Equals(xml.Text("id"u8), ThreadedCommentsCopy.Person, StringComparison.OrdinalIgnoreCase));
        }
    }

    private void PrepareComments(PlannedSheet sheet, string? commentsPart, CommentsCopy comments, SheetCopy copy, List<PartLink> links)
    {
        // The sets are those of the rehearsal; the boxes may be written before or after the comments.
        var boxes = new CommentBoxesCopy(comments.Removed.ToHashSet(StringComparer.OrdinalIgnoreCase), comments.Added.ToList());
        var adds = comments.Added.Count > 0;
        if (commentsPart is not null)
        {
            Changed[commentsPart] = comments.Copy;
        }
        else if (adds)
        {
            var made = package.FreeName(plan.Folder + "comments", ".xml", _taken);
            New.Add(sheet.Part, "comments", made, $"{TypePrefix}spreadsheetml.comments+xml", to => comments.Copy(null, to));
        }

        var boxesPart = links.Find(link => link.Id == copy.BoxesLink)?.Part;
        if (boxesPart is not null && package.Has(boxesPart))
        {
            Changed[boxesPart] = boxes.Copy;
        }
        else if (adds && copy.BoxesLink is null)
        {
            var made = package.FreeName(plan.Folder + "drawings/vmlDrawing", ".vml", _taken);
            copy.NewBoxesLink = New.Add(sheet.Part, "vmlDrawing", made, $"{TypePrefix}vmlDrawing", to => boxes.Copy(null, to));
        }
    }

    private string AddResultSheet(CheckedStyles styles)
    {
        // A sheet whose part is missing names it all the same: it must not come to show this one.
        _taken.UnionWith(plan.Sheets.Select(sheet => sheet.Part));
        var sheetPart = package.FreeName(plan.Folder + "worksheets/sheet", ".xml", _taken);
        var sheet = new ResultSheet(result, plan, styles);
        if (sheet.HasTable)
        {
            var (id, name) = FreeTable();
            var tablePart = package.FreeName(plan.Folder + "tables/table", ".xml", _taken);
            sheet.TableLink = New.Add(sheetPart, "table", tablePart, $"{TypePrefix}spreadsheetml.table+xml", to => sheet.WriteTable(to, id, name));
        }

        // Drawn once to nowhere, so that the styles it needs are known before the styles are written.
        sheet.Write(Stream.Null);
        return New.Add(plan.Part, "worksheet", sheetPart, $"{TypePrefix}spreadsheetml.worksheet+xml", sheet.Write);
    }

    /// <summary>A table's number and name are its own in the whole workbook, and its name no other name's.</summary>
    private (int Id, string Name) FreeTable()
    {
        var last = 0;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in plan.Sheets.SelectMany(sheet => package.LinksOf(sheet.Part)).Where(link => link.Type == "table").Select(link => link.Part))
        {
            if (part is null || !package.Has(part))
            {
                continue;
            }

            using var stream = package.OpenXml(part);
            var xml = new XmlPieces(stream);
            while (xml.Read() && !xml.Opens)
            {
            }

            last = Math.Max(last, xml.Number("id"u8) ?? 0);
            names.Add(xml.Text("displayName"u8) ?? "");
        }

        var name = "CheckFindings";
        for (var number = 2; names.Contains(name) || plan.IsNameTaken(name); number++)
        {
            name = $"CheckFindings{XmlText.Number(number)}";
        }

        return (last + 1, name);
    }
}
