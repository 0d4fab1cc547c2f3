using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Filters;

/// <summary>Reads one document as a filter.</summary>
internal static class SigmaFilterReader
{
    public static SigmaFilter? Read(SigmaDocument document, string text)
    {
        SigmaHeader header = SigmaHeaderReader.Read(document, text);
        SigmaLogSource? logSource = SigmaRuleReader.ReadLogSource(document);
        SigmaNode node = document.Root.Find("filter")!;
        if (node is not SigmaMap section)
        {
            document.Report(SigmaDiagnostics.WrongType, node, $"{node.Kind} as 'filter'", "a map of rules, searches and a condition");
            return null;
        }

        List<string> rules = [];
        switch (section.Find("rules"))
        {
            case SigmaScalar { Text: "any" }:
                break;
            case SigmaScalar { IsNull: false } one:
                rules.Add(one.Text);
                break;
            case SigmaList { Items.Count: > 0 } list when list.Items.All(i => i is SigmaScalar):
                rules.AddRange(list.Items.Cast<SigmaScalar>().Select(s => s.Text));
                break;
            case null:
                document.Report(SigmaDiagnostics.MissingKey, section, "no rules", "'rules:' with ids or names, or 'any'", SigmaHeaderReader.Near(section, "rules"));
                return null;
            case var other:
                document.Report(SigmaDiagnostics.WrongType, other, $"{other.Kind} as 'rules'", "a list of ids or names, or 'any'");
                return null;
        }

        // The schema allows the searches below 'selection' or directly in the section, as in a detection.
        List<SigmaDetection> detections = SigmaDetectionReader.Read(document, section, "rules", "condition");
        SigmaCondition? condition = SigmaRuleReader.ReadCondition(document, section, detections, out SigmaAggregation? aggregation);
        if (aggregation is not null)
        {
            document.Report(SigmaDiagnostics.UnsupportedAggregation, section, "an aggregation in a filter", "a plain condition");
        }

        return document.IsBroken || condition is null || logSource is null ? null : new SigmaFilter(header, logSource, rules, detections, condition);
    }
}
