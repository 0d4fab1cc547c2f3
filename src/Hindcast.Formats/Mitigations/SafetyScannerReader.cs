using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Mitigations;

/// <summary>
/// Reads msert.log of the Microsoft Safety Scanner: one record for each threat and each thing that it was found in, with
/// what was done. So a web shell that was removed is still known by name. Times in it are local and stay text.
/// </summary>
public sealed class SafetyScannerReader : IArtefactReader
{
    private const string Product = "Microsoft Safety Scanner v";
    private const string Detected = "Threat Detected:";

    private static readonly ArtefactShape Shape = new(
        MitigationLogReader.MitigationKind, "safety-scanner", "ThreatName", "Resource", "TargetFilename", "Action", "Started", "Version");

    /// <inheritdoc/>
    public string Kind => MitigationLogReader.MitigationKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) => head.Lines.Any(line => line.StartsWith(Product, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        string version = "", started = "", action = "", threat = "";
        (SourceLocation Location, byte[] Raw) place = default;
        bool isNamed = false;
        foreach (ArtefactLine line in input.Lines())
        {
            string text = line.Text.Trim();
            if (text.StartsWith(Product, StringComparison.OrdinalIgnoreCase))
            {
                version = text[Product.Length..].Split(',')[0];
            }
            else if (text.StartsWith("Started On ", StringComparison.OrdinalIgnoreCase))
            {
                started = text["Started On ".Length..];
            }
            else if (text.StartsWith(Detected, StringComparison.OrdinalIgnoreCase))
            {
                Finish();
                threat = text[Detected.Length..].Trim();
                action = threat.Contains(',') ? threat[(threat.IndexOf(',') + 1)..].Trim() : "";
                threat = threat.Split(',')[0].Trim();
                place = (line.Location, line.Raw.ToArray());
                isNamed = false;
            }
            else if (threat.Length > 0 && text.StartsWith("Action:", StringComparison.OrdinalIgnoreCase))
            {
                action = text["Action:".Length..].Trim();
            }
            else if (threat.Length > 0 && text.Contains("://", StringComparison.Ordinal))
            {
                isNamed = true;
                Add(text, line.Location, line.Raw);
            }
            else if (text.Length == 0)
            {
                Finish();
            }
        }

        Finish();

        void Finish()
        {
            if (threat.Length > 0 && !isNamed)
            {
                Add("", place.Location, place.Raw);
            }

            threat = "";
        }

        void Add(string resource, SourceLocation location, ReadOnlyMemory<byte> raw)
        {
            string file = resource.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? resource["file://".Length..] : "";
            input.Add(new ArtefactRecord(Shape, [threat, resource, file, action, started, version], null, location, raw));
        }
    }
}
