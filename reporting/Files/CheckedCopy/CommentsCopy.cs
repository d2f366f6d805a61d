using System.Text;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>
/// The comments of one sheet with ours beside or below theirs. Ours are known again by their author or by the line with which they
/// begin, since not every program keeps authors. Copied twice, first to nowhere: the boxes need to know which came and went.
/// </summary>
internal sealed class CommentsCopy(SheetHighlights marks, string mainNamespace)
{
    public const string Author = "Pilot check";
    private const string Opening = "Found by the pilot check:";

    private readonly Dictionary<string, CellNote> _wanted = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _authors = [];
    private string _prefix = "";
    private int _ours;

    /// <summary>Cells whose comment was ours, from an earlier check: their boxes go.</summary>
    public HashSet<string> Removed { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cells that get a comment and had none but ours.</summary>
    public List<CellNote> Added { get; } = [];

    public bool Changes { get; private set; }

    public void Copy(Stream? input, Stream output)
    {
        Restart();
        if (input is null)
        {
            WriteNew(output);
            return;
        }

        var xml = new XmlPieces(input);
        while (xml.Read())
        {
            _prefix = xml.Prefix;
            if (xml.Opens && xml.Depth == 1 && xml.Is("authors"u8))
            {
                CopyAuthors(xml, output);
            }
            else if (xml.Opens && xml.Depth == 2 && xml.Is("comment"u8))
            {
                CopyComment(xml, output);
            }
            else if (xml.Depth == 1 && xml.Is("commentList"u8) && xml.Kind != XmlPiece.Start)
            {
                output.Write(xml.Kind == XmlPiece.Empty ? XmlText.Opened(xml.RawText) : "");
                WriteAdded(output);
                output.Write($"</{_prefix}commentList>");
            }
            else
            {
                output.Write(xml.Raw);
            }
        }
    }

    private void Restart()
    {
        _wanted.Clear();
        foreach (var note in marks.Notes)
        {
            _wanted.Add(note.Address, note);
        }

        _authors.Clear();
        Removed.Clear();
        Added.Clear();
        Changes = _wanted.Count > 0;
    }

    private void WriteNew(Stream output)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        output.Write($"<comments xmlns=\"{mainNamespace}\"><authors><author>{Author}</author></authors><commentList>");
        WriteAdded(output);
        output.Write("</commentList></comments>");
    }

    private void CopyAuthors(XmlPieces xml, Stream output)
    {
        var name = new StringBuilder();
        output.Write(xml.Kind == XmlPiece.Empty ? XmlText.Opened(xml.RawText) : xml.RawText);
        while (xml.Kind != XmlPiece.Empty && xml.Read() && !(xml.Kind == XmlPiece.End && xml.Depth == 1))
        {
            output.Write(xml.Raw);
            if (xml.Depth == 2 && xml.IsTag && xml.Kind != XmlPiece.Start)
            {
                _authors.Add(name.ToString().Trim());
                name.Clear();
            }
            else if (!xml.IsTag)
            {
                name.Append(xml.Depth == 3 ? xml.RawText : "");
            }
        }

        _ours = _authors.IndexOf(Author);
        if (_ours < 0)
        {
            _ours = _authors.Count;
            output.Write(_wanted.Count > 0 ? $"<{_prefix}author>{Author}</{_prefix}author>" : "");
        }

        output.Write($"</{_prefix}authors>");
    }

    private void CopyComment(XmlPieces xml, Stream output)
    {
        var cell = xml.Text("ref"u8) ?? "";
        var author = xml.Number("authorId"u8) is { } id && id >= 0 && id < _authors.Count ? _authors[id] : "";
        var comment = xml.ReadElement();
        var theirs = author == Author ? "" : CommentText.Before(comment, Opening, _prefix);
        if (theirs.Length == 0)
        {
            Changes = true;
            Removed.Add(cell);
            return;
        }

        Changes |= theirs.Length != comment.Length;

        // A box that stands for a conversation shows only the conversation: text added to it would be lost.
        var isConversation = author.StartsWith("tc=", StringComparison.Ordinal);
        if (_wanted.Remove(cell, out var note) && !isConversation)
        {
            theirs = CommentText.Append(theirs, Runs(note, "\n"), _prefix);
        }

        output.Write(theirs);
    }

    private void WriteAdded(Stream output)
    {
        foreach (var note in marks.Notes.Where(note => _wanted.ContainsKey(note.Address)))
        {
            Added.Add(note);
            output.Write($"<{_prefix}comment ref=\"{note.Address}\" authorId=\"{XmlText.Number(_ours)}\"><{_prefix}text>{Runs(note, "")}</{_prefix}text></{_prefix}comment>");
        }
    }

    private string Runs(CellNote note, string before) => Run(before + Opening, $"<{_prefix}b/>") + Run("\n" + note.Text, "");

    private string Run(string text, string bold) =>
        $"<{_prefix}r><{_prefix}rPr>{bold}<{_prefix}sz val=\"10\"/><{_prefix}color indexed=\"81\"/><{_prefix}rFont val=\"Arial\"/><{_prefix}family val=\"2\"/></{_prefix}rPr>"
        + $"<{_prefix}t xml:space=\"preserve\">{XmlText.Escape(text)}</{_prefix}t></{_prefix}r>";
}
