using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Sharing;
using Hindcast.Reports.Sigma;

namespace Hindcast.Engine.Import;

/// <summary>
/// Makes a campaign pack of indicators: pack.yml, imported.csv, rules and their tests. What a match means is kept low, since
/// an address or a name on a list proves little; only the hash of a file in a web root counts as a thing left behind.
/// </summary>
public static class PackWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly PackRule[] Rules =
    [
        new("listed_address_iis", "Web request from a listed address", "webserver", "iis", "c-ip", "", [IndicatorKind.Ipv4, IndicatorKind.Ipv6],
            ObservationRole.Request, Outcome.Scanned, "An address that stands on the imported list asked the web server for something"),
        new("listed_address_httpproxy", "Exchange request from a listed address", "exchange/httpproxy", "exchange/httpproxy", "ClientIpAddress", "", [IndicatorKind.Ipv4, IndicatorKind.Ipv6],
            ObservationRole.Request, Outcome.Scanned, "An address that stands on the imported list asked Exchange for something"),
        new("listed_host_httpproxy", "Listed host in a routing value", "exchange/httpproxy", "exchange/httpproxy", "AnchorMailbox", "contains", [IndicatorKind.Domain],
            ObservationRole.Request, Outcome.Attempted, "Exchange was told to call a host that stands on the imported list"),
        new("listed_page_iis", "Request for a listed page", "webserver", "iis", "cs-uri-stem", "", [IndicatorKind.UriPath],
            ObservationRole.Request, Outcome.Scanned, "A page that stands on the imported list was asked for, by whomever"),
        new("listed_agent_iis", "Web request by a listed agent", "webserver", "iis", "cs(User-Agent)", "", [IndicatorKind.UserAgent],
            ObservationRole.Request, Outcome.Scanned, "A client that calls itself as on the imported list asked the web server for something"),
        new("listed_name_webroot", "File with a listed name", "webroot_file", "webroot", "TargetFilename", "endswith", [IndicatorKind.FileName, IndicatorKind.FilePath],
            ObservationRole.Artefact, Outcome.Reached, "A file in a web root has a name that stands on the imported list"),
        new("listed_hash_webroot", "File with a listed hash", "webroot_file", "webroot", "SHA256", "", [IndicatorKind.Sha256],
            ObservationRole.Artefact, Outcome.Succeeded, "A file in a web root is, byte for byte, one that stands on the imported list"),
    ];

    /// <summary>Writes the pack.</summary>
    /// <param name="folder">The pack's folder; made when missing. Its name is the pack's id.</param>
    /// <param name="pack">What it is.</param>
    /// <param name="indicators">What it holds.</param>
    /// <returns>How many indicators no rule can look for (MD5, SHA-1, URLs, mail addresses): they stand in imported.csv only.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static int Write(string folder, ImportedPack pack, IReadOnlyList<Indicator> indicators)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(indicators);
        string id = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        Directory.CreateDirectory(Path.Combine(folder, "rules"));
        Directory.CreateDirectory(Path.Combine(folder, "tests"));
        Save(folder, "pack.yml", Pack(id, pack));
        Save(folder, "imported.csv", IndicatorsCsv.Write(indicators, ""));
        JsonArray cases = [];
        HashSet<IndicatorKind> looked = [];
        foreach (PackRule rule in Rules)
        {
            string[] values = [.. indicators.Where(i => rule.Kinds.Contains(i.Kind)).Select(i => rule.Form(i.Value)).Distinct(StringComparer.OrdinalIgnoreCase)];
            if (values.Length > 0)
            {
                looked.UnionWith(rule.Kinds);
                Save(folder, $"rules/{rule.File}.yml", rule.Text(id, pack, values));
                cases.Add(rule.Case(rule.Example(values[0]), matches: true));
                cases.Add(rule.Case("harmless.example", matches: false));
            }
        }

        Save(folder, "tests/cases.json", cases.ToJsonString(Indented) + "\n");
        return indicators.Count(i => !looked.Contains(i.Kind));
    }

    private static string Pack(string id, ImportedPack pack)
    {
        StringBuilder text = new("# Made by 'hindcast packs import' of indicator lists; see imported.csv.\nschema: 1\n");
        text.Append(CultureInfo.InvariantCulture, $"id: {YamlText.Quote(id)}\nname: {YamlText.Quote(pack.Name)}\nproduct: exchange\n");
        text.Append(CultureInfo.InvariantCulture, $"disclosed: {pack.Published:yyyy-MM-dd}\n");
        text.Append("references:\n").AppendJoin("", pack.Sources.Select(s => $"  - {YamlText.Quote(s)}\n"));
        return text.ToString();
    }

    private static void Save(string folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));

    private sealed record PackRule(
        string File, string Title, string Source, string Log, string Field, string Modifier, IndicatorKind[] Kinds, ObservationRole Role, Outcome Outcome, string Because)
    {
        /// <summary>A value as the field has it: paths below a variable or drive, names behind a backslash.</summary>
        internal string Form(string value) => Field != "TargetFilename" ? value
            : value.IndexOf('\\', StringComparison.Ordinal) is var slash && slash < 0 ? $"\\{value}"
            : value[slash..];

        internal string Example(string value) => Modifier switch
        {
            "contains" => $"ServerInfo~{value}/x?",
            "endswith" => $"C:{value}",
            _ => value,
        };

        internal JsonObject Case(string value, bool matches) => new()
        {
            ["rule"] = File,
            ["log"] = Log,
            ["matches"] = matches,
            ["fields"] = new JsonObject { [Field] = value },
        };

        internal string Text(string pack, ImportedPack about, string[] values)
        {
            string source = Source.Split('/') is [var product, var service] ? $"product: {product}\n  service: {service}" : $"category: {Source}";
            StringBuilder rule = new();
            rule.Append(CultureInfo.InvariantCulture, $"title: {YamlText.Quote(Title)}\nid: {NamedUuid.Create(NamedUuid.Hindcast, $"import/{pack}/{File}"):D}\n");
            rule.Append(CultureInfo.InvariantCulture, $"status: experimental\ndescription: {YamlText.Quote($"{Because}.")}\n");
            rule.Append("references:\n").AppendJoin("", about.Sources.Select(s => $"  - {YamlText.Quote(s)}\n"));
            rule.Append(CultureInfo.InvariantCulture, $"author: hindcast packs import\ndate: {about.Published:yyyy-MM-dd}\nlogsource:\n  {source}\n");
            rule.Append(CultureInfo.InvariantCulture, $"detection:\n  listed:\n    {Field}{(Modifier.Length > 0 ? $"|{Modifier}" : "")}:\n");
            rule.AppendJoin("", values.Select(v => $"      - {YamlText.Quote(SigmaRules.Literal(v))}\n"));
            rule.Append("  condition: listed\nfalsepositives:\n  - Whatever shares the address or name\n");
            rule.Append(CultureInfo.InvariantCulture, $"level: {(Outcome >= Outcome.Succeeded ? "critical" : "medium")}\n");
            rule.Append(CultureInfo.InvariantCulture, $"hindcast:\n  subject: {(Role == ObservationRole.Artefact ? "web-shell" : "listed-indicator")}\n  step: listed\n  role: {Role.ToString().ToLowerInvariant()}\n");
            rule.Append(CultureInfo.InvariantCulture, $"  outcome: {Outcome.ToString().ToLowerInvariant()}\n  generic: false\n  because: {YamlText.Quote(Because)}\n");
            return rule.ToString();
        }
    }
}
