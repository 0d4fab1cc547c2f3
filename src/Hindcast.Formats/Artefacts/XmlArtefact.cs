using System.Xml;
using Hindcast.Evidence;

namespace Hindcast.Formats.Artefacts;

/// <summary>
/// Reads hostile XML into parts that know where they stand. No document type definition, no entities but the five of XML,
/// nothing fetched; depth and number of elements are limited; of broken XML the part before the break is kept.
/// </summary>
public sealed class XmlArtefact
{
    /// <summary>Elements inside one another.</summary>
    public const int MaxDepth = 64;

    /// <summary>Elements of a file.</summary>
    public const int MaxElements = 200_000;

    private const int MaxTextChars = 64 * 1024;

    private readonly ArtefactText _text;

    private XmlArtefact(ArtefactText text, XmlPart? root)
    {
        _text = text;
        Root = root;
    }

    /// <summary>The outermost element; null when there is none that can be read.</summary>
    public XmlPart? Root { get; }

    /// <summary>Reads a file; trouble is noted in <paramref name="input"/>.</summary>
    /// <param name="input">The file.</param>
    public static XmlArtefact Read(ArtefactInput input)
    {
        ArtefactText text = input.ReadWhole();
        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersFromEntities = 1024,
            CloseInput = true,
        };
        using XmlReader reader = XmlReader.Create(new StringReader(text.Text), settings);
        return new XmlArtefact(text, Build(input, text, reader));
    }

    /// <summary>Where a part stands, from its start tag to its end tag.</summary>
    /// <param name="part">The part.</param>
    public SourceLocation Locate(XmlPart part) => _text.Locate(part.Start, part.End);

    /// <summary>Where the name of a part's start tag stands, without its attributes.</summary>
    /// <param name="part">The part.</param>
    public SourceLocation LocateName(XmlPart part) => _text.Locate(part.Start, Math.Min(part.Start + 1 + part.Name.Length, part.End));

    /// <summary>A record of a part.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="location">Its place.</param>
    /// <param name="time">Its time, or null.</param>
    /// <param name="values">As many as the shape has fields.</param>
    public ArtefactRecord Record(ArtefactShape shape, SourceLocation location, EvidenceTime? time, params IReadOnlyList<string> values) =>
        new(shape, values, time, location, _text.Raw(location));

    private static XmlPart? Build(ArtefactInput input, ArtefactText text, XmlReader reader)
    {
        IXmlLineInfo place = (IXmlLineInfo)reader;
        XmlPart? root = null, open = null;
        int elements = 0;
        int At(int columnsBack) => text.IndexOf(place.LineNumber, place.LinePosition - columnsBack);
        try
        {
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        if (++elements > MaxElements || reader.Depth >= MaxDepth)
                        {
                            int at = At(1);
                            input.Note(
                                ArtefactDiagnostics.TooDeep, text.Locate(at, at), $"{elements} elements, depth {reader.Depth + 1}",
                                $"at most {MaxElements} and {MaxDepth}", Rest(text, at));
                            Close(open, at);
                            return root;
                        }

                        XmlPart part = Take(reader, open, At(1));
                        open?.Add(part);
                        root ??= part;
                        part.End = TagEnd(text.Text, part.Start);
                        open = reader.IsEmptyElement ? open : part;
                        break;
                    case XmlNodeType.EndElement when open is not null:
                        open.End = TagEnd(text.Text, At(2));
                        open = open.Parent;
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA when open is not null && open.Text.Length < MaxTextChars:
                        open.Text += reader.Value.Length <= MaxTextChars ? reader.Value.Trim() : reader.Value[..MaxTextChars].Trim();
                        break;
                }
            }
        }
        catch (XmlException broken)
        {
            int at = text.IndexOf(broken.LineNumber, broken.LinePosition);
            bool isDefinition = root is null && text.Text.AsSpan(0, Math.Min(at + 16, text.Text.Length)).Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
            input.Note(
                isDefinition ? ArtefactDiagnostics.XmlTypeDefinition : ArtefactDiagnostics.BadXml, text.Locate(at, at),
                isDefinition ? "<!DOCTYPE" : "a place where the elements do not fit", "XML as programs write it", Rest(text, at));
            Close(open, at);
        }

        return root;
    }

    private static XmlPart Take(XmlReader reader, XmlPart? parent, int start)
    {
        XmlPart part = new(reader.LocalName, parent, start);
        for (bool more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            part.Add(reader.LocalName, reader.Value);
        }

        reader.MoveToElement();
        return part;
    }

    private static long Rest(ArtefactText text, int at) => text.Locate(at, text.Text.Length).LengthBytes;

    /// <summary>Elements that are open where reading ends, end there.</summary>
    private static void Close(XmlPart? open, int at)
    {
        for (; open is not null; open = open.Parent)
        {
            open.End = Math.Max(at, open.End);
        }
    }

    /// <summary>Behind the bracket that ends the tag at <paramref name="start"/>.</summary>
    private static int TagEnd(string text, int start)
    {
        char quote = '\0';
        for (int i = start; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '"' or '\'')
            {
                quote = text[i];
            }
            else if (text[i] == '>')
            {
                return i + 1;
            }
        }

        return text.Length;
    }
}
