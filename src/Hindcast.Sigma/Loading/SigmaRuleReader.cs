using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Loading;

/// <summary>Reads one document as a detection rule.</summary>
internal static class SigmaRuleReader
{
    /// <summary>Reads the rule; null when something was reported that forbids loading it.</summary>
    public static SigmaRule? Read(SigmaDocument document, string text, out SigmaAggregation? aggregation)
    {
        aggregation = null;
        SigmaHeader header = SigmaHeaderReader.Read(document, text);
        SigmaLogSource? logSource = ReadLogSource(document);
        if (document.Root.Find("detection") is not { } section)
        {
            document.Report(SigmaDiagnostics.MissingKey, document.Root, "no detection", "'detection:' with searches and a condition", SigmaHeaderReader.Near(document.Root, "detection"));
            return null;
        }

        if (section is not SigmaMap map)
        {
            document.Report(SigmaDiagnostics.WrongType, section, $"{section.Kind} as 'detection'", "a map of searches and a condition");
            return null;
        }

        List<SigmaDetection> detections = SigmaDetectionReader.Read(document, map, "condition", "timeframe");
        SigmaCondition? condition = ReadCondition(document, map, detections, out aggregation);
        return document.IsBroken || condition is null || logSource is null
            ? null
            : new SigmaRule(header, logSource, detections, condition);
    }

    /// <summary>Reads the condition or list of conditions of a section.</summary>
    public static SigmaCondition? ReadCondition(
        SigmaDocument document, SigmaMap section, List<SigmaDetection> detections, out SigmaAggregation? aggregation)
    {
        aggregation = null;
        IReadOnlyList<SigmaNode> nodes;
        switch (section.Find("condition"))
        {
            case SigmaScalar { IsNull: false } scalar:
                nodes = [scalar];
                break;
            case SigmaList { Items.Count: > 0 } list when list.Items.All(i => i is SigmaScalar):
                nodes = list.Items;
                break;
            case { } other and not SigmaScalar:
                document.Report(SigmaDiagnostics.WrongType, other, $"{other.Kind} as 'condition'", "text or a list of texts");
                return null;
            default:
                document.Report(SigmaDiagnostics.MissingKey, section, "no condition", "'condition: ...'", SigmaHeaderReader.Near(section, "condition"));
                return null;
        }

        if (document.IsBroken && section.Entries.Count - 1 > detections.Count)
        {
            // A search could not be read: the condition would only add "unknown detection" to what was said already.
            return null;
        }

        HashSet<int> used = [];
        List<SigmaCondition> conditions = [];
        foreach (SigmaNode node in nodes)
        {
            if (SigmaConditionReader.Read(document, detections, (SigmaScalar)node, used, out SigmaAggregation? found) is not { } condition)
            {
                return null;
            }

            if (found is not null && nodes.Count > 1)
            {
                document.Report(SigmaDiagnostics.UnsupportedAggregation, node, "an aggregation in a list of conditions", "a correlation rule");
                return null;
            }

            aggregation = found;
            conditions.Add(condition);
        }

        for (int i = 0; i < detections.Count; i++)
        {
            if (!used.Contains(i) && !detections[i].Name.StartsWith('_'))
            {
                SigmaNode at = section.Entries.First(e => e.Key.Text == detections[i].Name).Key;
                document.Report(SigmaDiagnostics.UnusedDetection, at, $"'{detections[i].Name}'", "a condition that uses it");
            }
        }

        return conditions.Count == 1 ? conditions[0] : new SigmaAtLeast(1, conditions);
    }

    public static SigmaLogSource? ReadLogSource(SigmaDocument document)
    {
        switch (document.Root.Find("logsource"))
        {
            case SigmaMap map:
                return new SigmaLogSource(Part("category"), Part("product"), Part("service"), Part("definition", keepCase: true));

                string Part(string key, bool keepCase = false) =>
                    map.Find(key) is SigmaScalar { IsNull: false } scalar ? keepCase ? scalar.Text : scalar.Text.ToLowerInvariant() : "";
            case null:
                document.Report(SigmaDiagnostics.MissingKey, document.Root, "no logsource", "'logsource:' with category, product or service", SigmaHeaderReader.Near(document.Root, "logsource"));
                return null;
            case var other:
                document.Report(SigmaDiagnostics.WrongType, other, $"{other.Kind} as 'logsource'", "a map");
                return null;
        }
    }
}
