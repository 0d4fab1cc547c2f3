using System.Globalization;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Sharing;

namespace Hindcast.Reports.Sigma;

/// <summary>
/// Sigma rules for what was found on this server: its pages, files, addresses and hosts that the flaw was made to call. For
/// hunting in the logs of the same organisation and of others; rules of the campaign itself stand in its pack.
/// </summary>
public static class SigmaRules
{
    /// <summary>Values in one rule; more make another rule.</summary>
    private const int MaxValues = 200;

    /// <summary>Writes the rules as one YAML file of several documents; a comment when there is nothing to write a rule of.</summary>
    public static string Write(SharedCase shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        List<string> rules = [];
        void Rule(string title, string description, Func<CaseIndicator, bool> which, string source, string[] fields, string level, Func<string, string>? form = null)
        {
            // What only scanned or tried is no part of an intrusion.
            foreach ((int index, CaseIndicator[] part) in shared.Indicators.Where(i => i.Outcome >= Outcome.Reached && which(i)).Chunk(MaxValues).Index())
            {
                string name = index == 0 ? title : string.Create(CultureInfo.InvariantCulture, $"{title} ({index + 1})");
                rules.Add(Text(shared, name, description, source, fields, part, level, form ?? (v => v)));
            }
        }

        Rule("Request for a page that was left on an assessed server", "The page does not belong to the product.",
            i => i.Indicator.Kind == IndicatorKind.UriPath, "category: webserver", ["cs-uri-stem"], "high");
        Rule("Web request from an address of an assessed intrusion", "The address attacked an Exchange server.",
            i => i.IsClient, "category: webserver", ["c-ip"], "medium");
        Rule("Exchange request from an address of an assessed intrusion", "The address attacked an Exchange server.",
            i => i.IsClient, "product: exchange\n  service: httpproxy", ["ClientIpAddress"], "medium");
        Rule("Exchange was made to call a host of an assessed intrusion", "The flaw was used to send a request of the server there.",
            i => i.IsCalled, "product: exchange\n  service: httpproxy", ["AnchorMailbox|contains"], "high");
        Rule("File that was left on an assessed server", "The file does not belong to the product.",
            i => i.Indicator.Kind == IndicatorKind.FilePath, "product: windows\n  category: file_event", ["TargetFilename|endswith"], "high", BelowDrive);
        Rule("File in a web root as on an assessed server", "Name and folder of a file that does not belong to the product.",
            i => i.Indicator.Kind == IndicatorKind.FilePath, "category: webroot_file", ["TargetFilename|endswith"], "high", BelowDrive);
        Rule("Content of a file that was left on an assessed server", "Hash of a file that does not belong to the product.",
            i => i.Indicator.Kind == IndicatorKind.Sha256, "category: webroot_file", ["SHA256"], "critical");
        return rules.Count == 0 ? "# Nothing was found that a rule could be written of.\n" : string.Join("---\n", rules);
    }

    /// <summary>Another server may have its web root on another drive.</summary>
    private static string BelowDrive(string path) => path is [_, ':', '\\', ..] ? path[2..] : path;

    private static string Text(
        SharedCase shared, string title, string description, string source, string[] fields, CaseIndicator[] values, string level, Func<string, string> form)
    {
        HashSet<string> claims = [.. values.SelectMany(v => v.Claims)];
        HashSet<string> rulesMet = [.. shared.Assessment.Observations.Where(o => claims.Contains(o.Id)).Select(o => o.RuleId)];
        string[] tags =
        [
            .. shared.Assessment.Detections.Where(d => d.Technique.Length > 0 && rulesMet.Contains(d.RuleId))
                .Select(d => $"attack.{d.Technique.ToLowerInvariant()}").Distinct().Order(StringComparer.Ordinal),
            $"tlp.{TlpLabel.Word(shared.Options.Tlp)}",
        ];
        StringBuilder rule = new();
        rule.Append(CultureInfo.InvariantCulture, $"title: {YamlText.Quote(title)}\n");
        rule.Append(CultureInfo.InvariantCulture, $"id: {shared.Id("sigma", $"{title} {source}"):D}\n");
        rule.Append("status: experimental\n");
        rule.Append(CultureInfo.InvariantCulture, $"description: {YamlText.Quote($"{description} Generated from one case by Hindcast.")}\n");
        rule.Append(CultureInfo.InvariantCulture, $"author: {YamlText.Quote(shared.Organisation)}\n");
        rule.Append(CultureInfo.InvariantCulture, $"date: {shared.Options.Modified:yyyy-MM-dd}\n");
        rule.Append("tags:\n").AppendJoin("", tags.Select(t => $"  - {YamlText.Quote(t)}\n"));
        rule.Append(CultureInfo.InvariantCulture, $"logsource:\n  {source}\n");
        rule.Append("detection:\n  found:\n");
        foreach (string field in fields)
        {
            rule.Append(CultureInfo.InvariantCulture, $"    {field}:\n");
            rule.AppendJoin("", values.Select(v => form(v.Indicator.Value)).Distinct(StringComparer.Ordinal).Select(v => $"      - {YamlText.Quote(Literal(v))}\n"));
        }

        rule.Append("  condition: found\n");
        rule.Append("falsepositives:\n  - Addresses and names that others use as well\n");
        rule.Append(CultureInfo.InvariantCulture, $"level: {level}\n");
        return rule.ToString();
    }

    /// <summary>A value without the wildcards of Sigma: backslash, star and question mark stand for themselves.</summary>
    public static string Literal(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
    }
}
