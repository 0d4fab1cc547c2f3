using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Analysis.Campaigns;
using Hindcast.Evidence;
using Hindcast.Sigma;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Turns a pack's indicators into rules, one for each type, source and day of publication, so that they are searched
/// together with all other rules. The log sources <c>indicator_...</c> stand in Hindcast.Sigma's mappings.
/// </summary>
internal static class IndicatorRules
{
    private const string Below = "domain|endswith";

    /// <summary>Addresses are rented: matches outside of this time around the publication are dropped.</summary>
    private static readonly (int DaysBefore, int DaysAfter) IpWindow = (270, 365);

    /// <summary>Makes the rules and says what they mean.</summary>
    internal static IReadOnlyList<(SigmaRule Rule, DetectionMeaning Meaning)> Make(string pack, IReadOnlyList<PackIndicator> indicators)
    {
        List<(SigmaRule, DetectionMeaning)> rules = [];
        foreach (IGrouping<(IndicatorType Type, string Source, DateOnly Published), PackIndicator> group in indicators
            .GroupBy(i => (i.Type, i.Source, i.Published)).OrderBy(g => g.Key.Type).ThenBy(g => g.Key.Published)
            .ThenBy(g => g.Key.Source, StringComparer.Ordinal))
        {
            (IndicatorType type, string source, DateOnly published) = group.Key;
            string day = published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            string id = Id($"{pack}\n{type}\n{source}\n{day}");
            string title = $"{Noun(type)} published by {source}, {day}";
            SigmaLoadResult loaded = SigmaLoader.LoadText(Rule(id, title, type, [.. group.Select(i => i.Value)]), "indicators.csv");
            bool artefact = type is IndicatorType.File or IndicatorType.Sha256;
            Outcome outcome = type switch
            {
                IndicatorType.Sha256 => Outcome.Reached,
                IndicatorType.Domain => Outcome.Attempted,
                _ => Outcome.Scanned,
            };
            rules.Add((loaded.Rules[0], new DetectionMeaning(
                id, title, DetectionMeaning.PublishedIndicator, "indicator", artefact ? ObservationRole.Artefact : ObservationRole.Request,
                outcome, Generic: false, $"{Noun(type)} that {source} published on {day} was met", "")
            {
                Window = type == IndicatorType.Ip
                    ? (published.AddDays(-IpWindow.DaysBefore), published.AddDays(IpWindow.DaysAfter))
                    : null,
            }));
        }

        return rules;
    }

    private static string Noun(IndicatorType type) => type switch
    {
        IndicatorType.Ip => "Address",
        IndicatorType.UserAgent => "User agent",
        IndicatorType.File => "File name",
        IndicatorType.UrlPath => "Page",
        IndicatorType.Sha256 => "File hash",
        _ => "Domain",
    };

    private static string Rule(string id, string title, IndicatorType type, IReadOnlyList<string> values)
    {
        (string category, string[] fields) = type switch
        {
            IndicatorType.Ip => ("indicator_ip", new[] { "ip", "peer" }),
            IndicatorType.UserAgent => ("indicator_user_agent", ["agent"]),
            IndicatorType.File => ("indicator_file", ["file|endswith"]),
            IndicatorType.UrlPath => ("indicator_url", ["path"]),
            IndicatorType.Sha256 => ("indicator_sha256", ["sha256|contains"]),
            _ => ("indicator_domain", ["domain", Below]),
        };
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"title: {Quote(title)}\nid: {id}\nlogsource:\n  category: {category}\ndetection:\n");
        for (int i = 0; i < fields.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  f{i}:\n    {fields[i]}:\n");
            foreach (string value in values.SelectMany(v => Forms(type, v)))
            {
                text.Append(CultureInfo.InvariantCulture, $"      - {Quote((fields[i] == Below ? "." : "") + Escape(value))}\n");
            }
        }

        text.Append("  condition: 1 of f*\n");
        return text.ToString();
    }

    /// <summary>How logs write a value: IIS has plus signs for blanks, Exchange a blank for a comma.</summary>
    private static IEnumerable<string> Forms(IndicatorType type, string value) => type switch
    {
        IndicatorType.UserAgent => new[] { value, value.Replace(' ', '+'), value.Replace(',', ' ') }.Distinct(StringComparer.Ordinal),
        IndicatorType.File => [Ending(value)],
        _ => [value],
    };

    /// <summary>What a path ends with wherever Exchange or the evidence lies.</summary>
    private static string Ending(string path)
    {
        const string Exchange = "%EXI%";
        string rest = path.StartsWith(Exchange, StringComparison.OrdinalIgnoreCase) ? path[Exchange.Length..]
            : path.Length > 2 && path[1] == ':' ? path[2..]
            : path;
        return rest.StartsWith('\\') ? rest : '\\' + rest;
    }

    private static string Escape(string value) =>
        value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal).Replace("?", @"\?", StringComparison.Ordinal);

    private static string Quote(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>An id that depends on what the rule is, so that it stays the same while rows are added.</summary>
    private static string Id(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();
}
