namespace Hindcast.Formats.Artefacts;

/// <summary>Start and name of a file, looked at once for all readers. Immutable.</summary>
public sealed class ArtefactHead
{
    private const int MaxLines = 24;

    /// <summary>Looks at a file.</summary>
    /// <param name="bytes">Its first bytes.</param>
    /// <param name="path">Its path.</param>
    public ArtefactHead(ReadOnlySpan<byte> bytes, string path)
    {
        Path = path.Replace('\\', '/');
        Name = Path[(Path.LastIndexOf('/') + 1)..];
        IsProgram = bytes.StartsWith("MZ"u8);
        Text = IsProgram ? "" : ArtefactText.DecodeHead(bytes);
        RootElement = FindRoot(Text);
        List<string> lines = [];
        foreach (ReadOnlySpan<char> line in Text.AsSpan().EnumerateLines())
        {
            if (lines.Count == MaxLines)
            {
                break;
            }

            if (!line.IsWhiteSpace())
            {
                lines.Add(line.TrimEnd().ToString());
            }
        }

        Lines = lines;
    }

    /// <summary>The path with forward slashes.</summary>
    public string Path { get; }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>True for a Windows program or library.</summary>
    public bool IsProgram { get; }

    /// <summary>The start as text; "" for a program.</summary>
    public string Text { get; }

    /// <summary>The first lines that are not blank, without blanks at their end. The last may be cut.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The first element's name without its prefix when the file looks like XML, else "".</summary>
    public string RootElement { get; }

    /// <summary>True when the start holds a text, whatever its case.</summary>
    /// <param name="text">The text.</param>
    public bool Holds(string text) => Text.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string FindRoot(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimStart();
        while (rest.Length > 1 && rest[0] == '<')
        {
            // A type definition may hold others between brackets.
            string end = rest.StartsWith("<!--") ? "-->" : rest[1] == '?' ? "?>"
                : rest[1] != '!' ? "" : rest.IndexOf('[') is >= 0 and int inner && inner < rest.IndexOf('>') ? "]>" : ">";
            if (end.Length == 0)
            {
                int length = rest[1..].IndexOfAny(" \t\r\n/>");
                ReadOnlySpan<char> name = length < 0 ? rest[1..] : rest.Slice(1, length);
                return name[(name.IndexOf(':') + 1)..].ToString();
            }

            int close = rest.IndexOf(end);
            rest = close < 0 ? [] : rest[(close + end.Length)..].TrimStart();
        }

        return "";
    }
}
