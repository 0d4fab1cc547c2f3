using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Listings;

namespace Hindcast.Formats.Health;

/// <summary>
/// Reads the XML that Microsoft's HealthChecker.ps1 leaves (PowerShell's serialised objects): the server's build with its security update at
/// the time of the check, and the updates that are installed. Objects are found by name, wherever versions of the script put them.
/// </summary>
public sealed class HealthCheckerReader : IArtefactReader
{
    private const string HealthKind = "exchange-health";
    private const int MaxUpdates = 200;

    private static readonly ArtefactShape Server = new(
        HealthKind, "server", "ServerName", "Build", "Version", "CumulativeUpdate", "ServerRole", "Generated", "ScriptVersion");

    private static readonly ArtefactShape Update = new(HealthKind, "update", "Name", "InstalledDate", "ServerName");

    /// <inheritdoc/>
    public string Kind => HealthKind;

    /// <inheritdoc/>
    public bool Recognises(ArtefactHead head) =>
        head.RootElement == "Objs" && head.Holds("schemas.microsoft.com/powershell") && head.Holds("HealthChecker");

    /// <inheritdoc/>
    public void Read(ArtefactInput input)
    {
        XmlArtefact xml = XmlArtefact.Read(input);
        if (xml.Root is not { } root)
        {
            return;
        }

        // The first of each name: what a server is asked first is itself.
        Dictionary<string, XmlPart> named = new(StringComparer.Ordinal);
        foreach (XmlPart part in root.All())
        {
            if (part["N"] is { Length: > 0 } name)
            {
                named.TryAdd(name, part);
            }
        }

        string Text(string name) => named.TryGetValue(name, out XmlPart? part) ? part.Text.Length > 0 ? part.Text : part.TextOf("ToString") : "";
        string server = Text("ServerName"), generated = Text("GenerationTime");
        XmlPart? setup = named.GetValueOrDefault("ExchangeSetup");
        string build = setup is null ? "" : BuildOf(setup);
        string exact = build.Length > 0 ? build : Text("BuildVersion");
        if (server.Length == 0 && exact.Length == 0)
        {
            return;
        }

        SourceLocation place = setup is not null && build.Length > 0 ? xml.LocateName(setup) : xml.LocateName(named.GetValueOrDefault("ServerName") ?? root);
        EvidenceTime? time = FileListing.ParseTime(generated, isUtc: false);
        bool isBuild = BuildNumber.TryParse(exact, out BuildNumber number);
        string shown = isBuild ? number.ToString() : exact;
        input.Add(xml.Record(Server, place, time, server, shown, Text("FriendlyName"), Text("CU"), Text("ServerRole"), generated, Text("HealthCheckerVersion")));
        if (isBuild && time is { } at && number.Major is 14 or 15)
        {
            // The version of ExSetup.exe changes with security updates, too.
            input.AddBuild(number, BuildPrecision.SecurityUpdate, "HealthChecker", at, place);
        }

        foreach (XmlPart update in Updates(named))
        {
            string name = update.Is("S") ? update.Text : Inner(update, "PackageName");
            if (name.Length > 0)
            {
                input.Add(xml.Record(Update, xml.Locate(update), null, name, update.Is("S") ? "" : Inner(update, "InstalledDate"), server));
            }
        }
    }

    /// <summary>The version that the description of ExSetup.exe holds, or "".</summary>
    private static string BuildOf(XmlPart setup)
    {
        if (Inner(setup, "FileVersion") is { Length: > 0 } version)
        {
            return version;
        }

        // Serialised less deep, the object is its text: lines of name and value, line ends as _x000A_.
        string text = setup.TextOf("ToString") is { Length: > 0 } own ? own : setup.Text;
        int at = text.IndexOf("FileVersion:", StringComparison.Ordinal);
        if (at < 0)
        {
            return "";
        }

        ReadOnlySpan<char> rest = text.AsSpan(at + "FileVersion:".Length).TrimStart();
        int end = rest.IndexOfAnyExcept("0123456789.");
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static string Inner(XmlPart part, string name) => part.All().FirstOrDefault(p => p["N"] == name)?.Text ?? "";

    private static IEnumerable<XmlPart> Updates(Dictionary<string, XmlPart> named)
    {
        XmlPart? list = named.GetValueOrDefault("KBsInstalledInfo") ?? named.GetValueOrDefault("KBsInstalled");
        return (list?.Child("LST")?.Children ?? []).Where(p => p.Is("S") || p.Is("Obj")).Take(MaxUpdates);
    }
}
