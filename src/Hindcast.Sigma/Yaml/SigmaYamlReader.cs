using Hindcast.Sigma.Loading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hindcast.Sigma.Yaml;

/// <summary>
/// Reads one YAML document into <see cref="SigmaNode"/>s: usual ones by <see cref="SigmaPlainYaml"/>, all others by the YAML
/// library. Hostile input is bounded: depth, number of nodes, and the number of nodes after every alias is followed (so
/// that nested aliases cannot grow without end).
/// </summary>
internal sealed class SigmaYamlReader
{
    private readonly Dictionary<AnchorName, SigmaNode> anchors = [];
    private readonly Parser parser;
    private readonly SigmaLoadOptions options;
    private readonly int lineOffset;
    private long weight;

    private SigmaYamlReader(string text, int lineOffset, SigmaLoadOptions options)
    {
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        this.options = options;
        this.lineOffset = lineOffset;
    }

    /// <summary>Reads the only document of a text; null when there is none.</summary>
    public static SigmaNode? Read(string text, int lineOffset, SigmaLoadOptions options) =>
        SigmaPlainYaml.TryRead(text, lineOffset, options, out SigmaNode? node) ? node : ReadAny(text, lineOffset, options);

    /// <summary>The same by the YAML library alone.</summary>
    internal static SigmaNode? ReadAny(string text, int lineOffset, SigmaLoadOptions options)
    {
        SigmaYamlReader reader = new(text, lineOffset, options);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            string message = e.InnerException is YamlException inner ? inner.Message : e.Message;
            throw new SigmaYamlException(
                SigmaDiagnostics.YamlSyntax, (int)e.Start.Line + lineOffset, (int)e.Start.Column, Clean(message), "valid YAML");
        }
        catch (InvalidOperationException) when (reader.parser.Current is not null)
        {
            // How the library ends on some texts, such as a flow sequence that is never closed.
            Mark end = reader.parser.Current.End;
            throw new SigmaYamlException(
                SigmaDiagnostics.YamlSyntax, (int)end.Line + lineOffset, (int)end.Column, "YAML that ends or breaks off here", "valid YAML");
        }
    }

    private static string Clean(string message)
    {
        int at = message.LastIndexOf("): ", StringComparison.Ordinal);
        return at >= 0 ? message[(at + 3)..] : message;
    }

    private SigmaNode? ReadDocument()
    {
        while (parser.MoveNext())
        {
            if (parser.Current is DocumentStart)
            {
                parser.MoveNext();
                SigmaNode root = ReadNode(0);
                while (parser.MoveNext())
                {
                    if (parser.Current is DocumentStart next)
                    {
                        throw Fail(SigmaDiagnostics.YamlSyntax, next, "a second document", "documents separated by a line '---'");
                    }
                }

                return root is SigmaScalar { IsNull: true } ? null : root;
            }
        }

        return null;
    }

    private SigmaNode ReadNode(int depth)
    {
        ParsingEvent current = parser.Current!;
        if (depth > options.MaxDepth)
        {
            throw Fail(SigmaDiagnostics.LimitExceeded, current, "nesting deeper than the limit", $"at most {options.MaxDepth} levels");
        }

        if (++weight > options.MaxNodes)
        {
            throw TooLarge(current);
        }

        int line = (int)current.Start.Line + lineOffset;
        int column = (int)current.Start.Column;
        switch (current)
        {
            case Scalar scalar:
                SigmaScalar leaf = new(scalar.Value, scalar.Style == ScalarStyle.Plain, line, column);
                return Remember(scalar.Anchor, leaf);
            case SequenceStart sequence:
                return Remember(sequence.Anchor, ReadList(depth, line, column));
            case MappingStart mapping:
                return Remember(mapping.Anchor, ReadMap(depth, line, column));
            case AnchorAlias alias:
                if (!anchors.TryGetValue(alias.Value, out SigmaNode? node))
                {
                    throw Fail(SigmaDiagnostics.YamlSyntax, current, $"alias *{alias.Value} without an anchor before it", $"&{alias.Value}");
                }

                weight += node.Weight;
                return weight > options.MaxNodes ? throw TooLarge(current) : node;
            default:
                throw Fail(SigmaDiagnostics.YamlSyntax, current, current.GetType().Name, "a value");
        }
    }

    private SigmaList ReadList(int depth, int line, int column)
    {
        List<SigmaNode> items = [];
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SigmaList(items, line, column);
    }

    private SigmaMap ReadMap(int depth, int line, int column)
    {
        List<SigmaMapEntry> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            ParsingEvent start = parser.Current!;
            if (ReadNode(depth + 1) is not SigmaScalar key)
            {
                throw Fail(SigmaDiagnostics.WrongType, start, "a list or map as key", "text as key");
            }

            if (!keys.Add(key.Text))
            {
                throw new SigmaYamlException(
                    SigmaDiagnostics.DuplicateKey, key.Line, key.Column, $"'{key.Text}' a second time", "each key once in a map");
            }

            parser.MoveNext();
            entries.Add(new SigmaMapEntry(key, ReadNode(depth + 1)));
        }

        return new SigmaMap(entries, line, column);
    }

    private SigmaNode Remember(AnchorName anchor, SigmaNode node)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = node;
        }

        return node;
    }

    private SigmaYamlException TooLarge(ParsingEvent at) =>
        Fail(SigmaDiagnostics.LimitExceeded, at, "more values than the limit (aliases counted as often as used)", $"at most {options.MaxNodes}");

    private SigmaYamlException Fail(Evidence.DiagnosticDescriptor descriptor, ParsingEvent at, string found, string expected) =>
        new(descriptor, (int)at.Start.Line + lineOffset, (int)at.Start.Column, found, expected);
}
