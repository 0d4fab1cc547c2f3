using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Mitigations;

/// <summary>
/// Reads EOMTSummary.txt and EOMTv2Summary.txt, which Microsoft's one-click mitigation tools leave for the administrator: one record, at
/// the heading. The text says what was attempted and whether that failed, and holds no time: the record's is that of the file, where an archive tells it.
/// </summary>
public sealed class MitigationSummaryReader : IArtefactReader
{
    private const string Heading = "mitigation summary";
    private const int MaxLines = 200;

    private static readonly ArtefactShape Shape = new(
        MitigationLogReader.MitigationKind, "eomt-summary", "Tool", "Vulnerability", "Message", "Result", "Remediation");

    /// <inheritdoc/>
    public string Kind => MitigationLogReader.MitigationKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.Lines.Count > 1 && head.Lines[0].EndsWith(Heading, StringComparison.OrdinalIgnoreCase) && head.Lines[0].Length < 200
        && head.Lines[1].StartsWith("Message: ", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        string tool = "", message = "";
        bool failed = false;
        Evidence.SourceLocation location = default;
        byte[] raw = [];
        foreach (ArtefactLine line in input.Lines().Take(MaxLines))
        {
            string text = line.Text.Trim();
            if (tool.Length == 0 && text.EndsWith(Heading, StringComparison.OrdinalIgnoreCase))
            {
                tool = text[..^Heading.Length].Trim();
                (location, raw) = (line.Location, line.Raw.ToArray());
            }
            else if (message.Length == 0 && text.StartsWith("Message: ", StringComparison.OrdinalIgnoreCase))
            {
                message = text["Message: ".Length..].Trim();
            }

            failed |= text.Contains("This attempt was unsuccessful", StringComparison.OrdinalIgnoreCase);
        }

        if (tool.Length > 0)
        {
            string remediation = message.Contains("clear malicious files", StringComparison.OrdinalIgnoreCase) ? "true" : "false";
            input.Add(new ArtefactRecord(
                Shape, [tool, Vulnerability(message), message, failed ? "unsuccessful" : "attempted", remediation], input.Written, location, raw));
        }
    }

    /// <summary>The first CVE that a text names, or "".</summary>
    private static string Vulnerability(string text)
    {
        int start = text.IndexOf("CVE-", StringComparison.OrdinalIgnoreCase);
        int end = start;
        while (start >= 0 && end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '-'))
        {
            end++;
        }

        return start < 0 ? "" : text[start..end].ToUpperInvariant();
    }
}
