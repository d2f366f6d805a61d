using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Files.CheckedCopy;

/// <summary>
/// The conversations (threaded comments) of one sheet with our answer at the end of each that stands on a marked cell: the box of such a comment shows
/// only the conversation. Answers of an earlier check go. Copied twice, first to nowhere: whether anything changes must be known.
/// </summary>
internal sealed class ThreadedCommentsCopy(SheetHighlights marks, DateTimeOffset moment)
{
    /// <summary>Who answers; the same in every workbook, so that it is known again.</summary>
    public const string Person = "{6C2F0E6B-5D0A-4B0B-9E56-0D6B2B5C7A11}";

    /// <summary>The element of the workbook's list of persons.</summary>
    public const string PersonElement = "person displayName=\"" + CommentsCopy.Author + "\" id=\"" + Person + "\" userId=\"" + CommentsCopy.Author + "\" providerId=\"None\"";

    public bool Changes { get; private set; }

    public void Copy(Stream input, Stream output)
    {
        var conversations = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var xml = new XmlPieces(input);
        while (xml.Read())
        {
            if (xml.Opens && xml.Depth == 1 && xml.Is("threadedComment"u8))
            {
                var (cell, id, parent, person) = (xml.Text("ref"u8) ?? "", xml.Text("id"u8) ?? "", xml.Text("parentId"u8), xml.Text("personId"u8));
                var comment = xml.ReadElement();
                if (string.Equals(person, Person, StringComparison.OrdinalIgnoreCase))
                {
                    Changes = true;
                    continue;
                }

                output.Write(comment);
                if (parent is null)
                {
                    conversations.TryAdd(cell, id);
                }
            }
            else if (xml.Depth == 0 && xml.Kind == XmlPiece.End)
            {
                foreach (var note in marks.Notes.Where(note => conversations.ContainsKey(note.Address)))
                {
                    Changes = true;
                    output.Write(Answer(xml.Prefix, note, conversations[note.Address]));
                }

                output.Write(xml.Raw);
            }
            else
            {
                output.Write(xml.Raw);
            }
        }
    }

    private string Answer(string prefix, CellNote note, string conversation)
    {
        // The same check gives the same bytes.
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(conversation + note.Address + note.Text)).AsSpan(0, 16)).ToString("B").ToUpperInvariant();
        var said = LondonTime.At(moment).ToString("yyyy-MM-dd'T'HH:mm:ss.00", CultureInfo.InvariantCulture);
        return $"<{prefix}threadedComment ref=\"{note.Address}\" dT=\"{said}\" personId=\"{Person}\" id=\"{id}\" parentId=\"{XmlText.EscapeName(conversation)}\">"
            + $"<{prefix}text>{XmlText.EscapeName("Found by the pilot check:\n" + note.Text)}</{prefix}text></{prefix}threadedComment>";
    }
}
