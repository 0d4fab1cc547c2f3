using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Text;

namespace Hindcast.Formats.Mitigations;

/// <summary>
/// Reads EOMT.log, what Microsoft's one-click mitigation tools did and when. Its times are local, so they stay text.
/// </summary>
public sealed class MitigationLogReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string MitigationKind = "exchange-mitigation";

    private static readonly ArtefactShape Shape = new(MitigationKind, "eomt", "Message", "Level", "LocalTime");
    private static readonly string[] Levels = ["Info", "Notice", "Error", "Warning"];

    /// <inheritdoc/>
    public string Kind => MitigationKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.Lines.Take(3).Any(line => TrySplit(line, out _, out _))
        && (head.Name.StartsWith("EOMT", StringComparison.OrdinalIgnoreCase) || head.Holds("EOMT") || head.Holds("CVE-2021-26855") || head.Holds("MSERTProcess"));

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        foreach (ArtefactLine line in input.Lines())
        {
            if (string.IsNullOrWhiteSpace(line.Text))
            {
                continue;
            }

            // Messages of several lines go on without a stamp.
            bool isStamped = TrySplit(line.Text, out string level, out int length);
            input.Add(new ArtefactRecord(
                Shape, [line.Text[length..].Trim(), level, isStamped ? line.Text[..19] : ""], null, line.Location, line.Raw));
        }
    }

    private static bool TrySplit(string line, out string level, out int length)
    {
        level = "";
        length = 0;
        if (line.Length < 24 || line[19] != ' ' || !TextTime.TryParse(System.Text.Encoding.ASCII.GetBytes(line[..19]), out _, out _))
        {
            return false;
        }

        foreach (string known in Levels)
        {
            if (line.AsSpan(20).StartsWith(known, StringComparison.Ordinal) && line.Length > 20 + known.Length && line[20 + known.Length] == ':')
            {
                level = known;
                length = 20 + known.Length + 1;
                return true;
            }
        }

        return false;
    }
}
