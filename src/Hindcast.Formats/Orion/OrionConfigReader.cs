using Hindcast.Formats.Artefacts;

namespace Hindcast.Formats.Orion;

/// <summary>
/// Reads <c>SolarWinds.Orion.Core.BusinessLayer.dll.config</c> of an Orion server: the two settings in which the SUNBURST implant kept
/// its state. What the values mean is not read here: they may be Orion's own.
/// </summary>
public sealed class OrionConfigReader : IArtefactReader
{
    /// <summary>Format id.</summary>
    public const string ConfigKind = "orion-config";

    /// <summary>Name of the field with the first setting.</summary>
    public const string RetryField = "ReportWatcherRetry";

    /// <summary>Name of the field with the second setting.</summary>
    public const string PostponeField = "ReportWatcherPostpone";

    private static readonly ArtefactShape Shape = new(ConfigKind, "", "TargetFilename", RetryField, PostponeField);

    /// <inheritdoc/>
    public string Kind => ConfigKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.RootElement == "configuration"
        && (head.Name.EndsWith(".BusinessLayer.dll.config", StringComparison.OrdinalIgnoreCase) || head.Holds(RetryField) || head.Holds(PostponeField));

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        XmlArtefact xml = XmlArtefact.Read(input);
        XmlPart[] settings =
            [.. (xml.Root?.All() ?? []).Where(p => p.Name == "add" && p.Parent?.Name == "appSettings" && p["key"] is RetryField or PostponeField)];
        if (settings.Length == 0)
        {
            return;
        }

        string Value(string key) => settings.FirstOrDefault(s => s["key"] == key)?["value"] ?? "";
        input.Add(xml.Record(Shape, xml.Locate(settings[0]), null, input.Path, Value(RetryField), Value(PostponeField)));
    }
}
