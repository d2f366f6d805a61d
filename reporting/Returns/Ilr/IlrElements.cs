using System.Text;
using System.Xml;
using Pilot.Reporting.Excel.Reading;

namespace Pilot.Reporting.Returns.Ilr;

/// <summary>
/// The elements of an ILR file, one after the other, never the whole in memory. Comments, instructions and attributes are passed over, and
/// so is every element of another namespace.
/// </summary>
internal sealed class IlrElements : IDisposable
{
    /// <summary>The format has seven levels.</summary>
    private const int MaxDepth = 40;
    private const int MaxNames = 5_000;

    /// <summary>Longer than any value that is taken; the rest of a longer one is left out, and the return's own rules refuse what is kept.</summary>
    private const int MaxValueLength = 60;

    private readonly IlrText _text;
    private readonly XmlReader _xml;
    private readonly StringBuilder _value = new();

    /// <param name="content">Read to its end, not closed.</param>
    public IlrElements(Stream content)
    {
        _text = new IlrText(content);
        _xml = XmlReader.Create(_text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new FewNames(),
        });
    }

    /// <summary>The namespace of the document's first element, which that of every element is held against.</summary>
    public string Namespace { get; private set; } = "";

    /// <summary>Stands on the document's first element.</summary>
    /// <returns>Its name.</returns>
    public string Begin()
    {
        while (Next() && _xml.NodeType != XmlNodeType.Element)
        {
        }

        Namespace = _xml.NamespaceURI;
        return _xml.LocalName;
    }

    /// <summary>
    /// Calls for each child of the element on which it stands, with the child's name, and stands behind the element's end afterwards. Of a
    /// child of which <paramref name="child"/> reads nothing, nothing is read.
    /// </summary>
    public void Children(Action<string> child)
    {
        if (_xml.IsEmptyElement)
        {
            Next();
            return;
        }

        var depth = _xml.Depth;
        Next();
        while (_xml.Depth > depth)
        {
            if (_xml.NodeType == XmlNodeType.Element && _xml.NamespaceURI == Namespace)
            {
                var before = Where();
                child(_xml.LocalName);
                if (Where() == before)
                {
                    Skip();
                }
            }
            else
            {
                Skip();
            }
        }

        Next();
    }

    /// <summary>The text of the element on which it stands, trimmed; null where it holds none. Stands behind the element's end afterwards.</summary>
    public string? Value()
    {
        _value.Clear();
        if (!_xml.IsEmptyElement)
        {
            var depth = _xml.Depth;
            Next();
            while (_xml.Depth > depth)
            {
                if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && _value.Length < MaxValueLength)
                {
                    // A text is read to its end only when it is asked for: what is wrong in it comes to light here.
                    var text = Read(static xml => xml.Value).AsSpan();
                    _value.Append(text[..Math.Min(text.Length, MaxValueLength)]);
                }

                Next();
            }
        }

        Next();
        return CellParser.Trim(_value.ToString()) is { Length: > 0 } value ? value : null;
    }

    /// <summary>Reads what is left, so that a file that breaks off is noticed.</summary>
    public void ReadToEnd()
    {
        while (Next())
        {
        }
    }

    public void Dispose()
    {
        _xml.Dispose();
        _text.Dispose();
    }

    private void Skip()
    {
        if (_xml.NodeType == XmlNodeType.Element && !_xml.IsEmptyElement)
        {
            var depth = _xml.Depth;
            Next();
            while (_xml.Depth > depth)
            {
                Next();
            }
        }

        Next();
    }

    private (int Line, int Position) Where()
    {
        var at = (IXmlLineInfo)_xml;
        return (at.LineNumber, at.LinePosition);
    }

    private bool Next()
    {
        if (!Read(static xml => xml.Read()))
        {
            return false;
        }

        return _xml.Depth <= MaxDepth
            ? true
            : throw new IlrRefusedException("The file holds elements inside elements many levels deep, which no ILR has. Export the ILR file again from your student record system.");
    }

    private T Read<T>(Func<XmlReader, T> read)
    {
        try
        {
            return read(_xml);
        }
        catch (XmlException problem)
        {
            // What the reader says of it may repeat what stands there; where it stands is enough.
            throw new IlrRefusedException(_text.HasDoctype && Namespace.Length == 0
                ? "The file has a document type declaration (DOCTYPE), which is not accepted because it can make a program open other files. Export the ILR file again without it."
                : FormattableString.Invariant($"The file is not well-formed XML: reading stops at line {problem.LineNumber}, character {problem.LinePosition}. ")
                    + "It may have been cut off, or have an & or < in a name that should be written &amp; or &lt;. Export the ILR file again from your student record system.");
        }
    }

    /// <summary>Every name that the reader meets stays in memory: an ILR has some two hundred.</summary>
    private sealed class FewNames : NameTable
    {
        private int _names;

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        private string Counted(string name) => ++_names <= MaxNames
            ? name
            : throw new IlrRefusedException("The file has thousands of differently named elements, which no ILR has. Export the ILR file again from your student record system.");
    }
}
