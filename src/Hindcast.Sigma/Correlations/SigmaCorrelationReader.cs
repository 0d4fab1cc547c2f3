using System.Globalization;
using Hindcast.Sigma.Conditions;
using Hindcast.Sigma.Detections;
using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Yaml;

namespace Hindcast.Sigma.Correlations;

/// <summary>Reads one document as a correlation, or turns an old aggregation into one.</summary>
internal static class SigmaCorrelationReader
{
    private static readonly string[] Types =
        ["event_count", "value_count", "temporal", "temporal_ordered", "value_sum", "value_avg", "value_percentile"];

    private static readonly string[] Operators = ["eq", "neq", "lt", "lte", "gt", "gte"];

    public static SigmaCorrelation? Read(SigmaDocument document, string text)
    {
        SigmaHeader header = SigmaHeaderReader.Read(document, text);
        SigmaNode node = document.Root.Find("correlation")!;
        if (node is not SigmaMap section)
        {
            document.Report(SigmaDiagnostics.WrongType, node, $"{node.Kind} as 'correlation'", "a map with type, rules and timespan");
            return null;
        }

        SigmaCorrelationType? type = ReadType(document, section);
        IReadOnlyList<string> rules = Texts(document, section, "rules", isNeeded: true);
        IReadOnlyList<string> groupBy = Texts(document, section, "group-by", isNeeded: false);
        TimeSpan? timespan = ReadTimespan(document, section, section.Find("timespan") ?? section.Find("timeframe"));
        Dictionary<string, IReadOnlyDictionary<string, string>> aliases = ReadAliases(document, section);
        List<SigmaLimit> limits = [];
        List<string> fields = [];
        decimal? percentile = null;
        switch (section.Find("condition"))
        {
            case SigmaMap map:
                percentile = ReadCondition(document, map, limits, fields);
                break;
            case null:
                break;
            case var other:
                document.Report(SigmaDiagnostics.InvalidCorrelation, other, $"{other.Kind} as 'condition'", "a map such as 'gte: 10'");
                break;
        }

        bool isTemporal = type is SigmaCorrelationType.Temporal or SigmaCorrelationType.TemporalOrdered;
        if (!document.IsBroken && !isTemporal && limits.Count == 0)
        {
            document.Report(SigmaDiagnostics.InvalidCorrelation, section, "no comparison in the condition", $"one of {string.Join(", ", Operators)}");
        }

        if (!document.IsBroken && !isTemporal && type != SigmaCorrelationType.EventCount && fields.Count == 0)
        {
            document.Report(SigmaDiagnostics.InvalidCorrelation, section, "no field in the condition", "'field: ...'");
        }

        if (document.IsBroken)
        {
            return null;
        }

        return new SigmaCorrelation(header, type!.Value, rules, timespan!.Value)
        {
            GroupBy = groupBy,
            Aliases = aliases,
            Limits = limits,
            Fields = fields,
            Percentile = percentile,
            Generate = (section.Find("generate") ?? document.Root.Find("generate")) is SigmaScalar { Text: "true" or "True" or "yes" },
        };
    }

    /// <summary>The correlation that an old aggregation means, over the rule that carried it; null when it was reported.</summary>
    public static SigmaCorrelation? FromAggregation(SigmaDocument document, SigmaRule rule, SigmaAggregation aggregation)
    {
        SigmaMap detection = (SigmaMap)document.Root.Find("detection")!;
        SigmaNode at = detection.Find("condition")!;
        SigmaCorrelationType? type = aggregation.Function switch
        {
            "count" => aggregation.Field.Length == 0 ? SigmaCorrelationType.EventCount : SigmaCorrelationType.ValueCount,
            "sum" => SigmaCorrelationType.ValueSum,
            "avg" => SigmaCorrelationType.ValueAverage,
            _ => SigmaCorrelationType.ValuePercentile,
        };
        if (type != SigmaCorrelationType.EventCount && aggregation.Field.Length == 0)
        {
            document.Report(SigmaDiagnostics.UnsupportedAggregation, at, $"{aggregation.Function}() without a field", "a field in the brackets");
            return null;
        }

        // Without a timeframe the old notation counts over everything that is searched.
        TimeSpan? timespan = detection.Find("timeframe") is { } frame ? ReadTimespan(document, detection, frame) : TimeSpan.FromDays(36_500);
        if (timespan is null)
        {
            return null;
        }

        document.Report(SigmaDiagnostics.LegacyAggregation, at, $"'| {aggregation.Function}({aggregation.Field})'", "a correlation rule");
        SigmaComparison comparison = aggregation.Comparison switch
        {
            "<" => SigmaComparison.Less,
            "<=" => SigmaComparison.LessOrEqual,
            ">" => SigmaComparison.Greater,
            ">=" => SigmaComparison.GreaterOrEqual,
            "!=" => SigmaComparison.NotEqual,
            _ => SigmaComparison.Equal,
        };
        return new SigmaCorrelation(rule.Header, type.Value, [rule.Id], timespan.Value)
        {
            IsAggregation = true,
            GroupBy = aggregation.GroupBy,
            Fields = aggregation.Field.Length == 0 ? [] : [aggregation.Field],
            Limits = [new SigmaLimit(comparison, decimal.Parse(aggregation.Limit, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture))],
            Percentile = aggregation.Function switch { "min" => 0, "max" => 100, _ => null },
        };
    }

    private static SigmaCorrelationType? ReadType(SigmaDocument document, SigmaMap section)
    {
        switch (section.Find("type"))
        {
            case SigmaScalar { IsNull: false } scalar:
                int at = Array.IndexOf(Types, scalar.Text.ToLowerInvariant());
                if (at >= 0)
                {
                    return (SigmaCorrelationType)at;
                }

                document.Report(
                    SigmaDiagnostics.UnknownCorrelationType, scalar, $"'{scalar.Text}'", $"one of {string.Join(", ", Types)}", SigmaSpelling.Nearest(scalar.Text, Types));
                return null;
            default:
                document.Report(SigmaDiagnostics.MissingKey, section, "no type", $"'type:' with one of {string.Join(", ", Types)}", SigmaHeaderReader.Near(section, "type"));
                return null;
        }
    }

    private static TimeSpan? ReadTimespan(SigmaDocument document, SigmaMap section, SigmaNode? node)
    {
        if (node is null)
        {
            document.Report(SigmaDiagnostics.MissingKey, section, "no timespan", "'timespan:' such as 10m", SigmaHeaderReader.Near(section, "timespan"));
            return null;
        }

        if (node is SigmaScalar { Text.Length: > 1 and < 12 } scalar
            && int.TryParse(scalar.Text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0)
        {
            long seconds = scalar.Text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, 'w' => 604_800, 'M' => 2_592_000, 'y' => 31_536_000, _ => 0 };
            if (seconds > 0 && seconds * number < 36_500L * 86_400)
            {
                return TimeSpan.FromSeconds(seconds * number);
            }
        }

        document.Report(SigmaDiagnostics.InvalidTimespan, node, node is SigmaScalar s ? $"'{s.Text}'" : node.Kind, "a number and s, m, h or d, such as 90m");
        return null;
    }

    private static decimal? ReadCondition(SigmaDocument document, SigmaMap map, List<SigmaLimit> limits, List<string> fields)
    {
        decimal? percentile = null;
        foreach (SigmaMapEntry entry in map.Entries)
        {
            int at = Array.IndexOf(Operators, entry.Key.Text);
            if (entry.Key.Text == "field")
            {
                fields.AddRange(Texts(document, map, "field", isNeeded: true));
            }
            else if (at < 0 && entry.Key.Text != "percentile")
            {
                document.Report(
                    SigmaDiagnostics.InvalidCorrelation, entry.Key, $"'{entry.Key.Text}' in the condition", $"field, percentile or one of {string.Join(", ", Operators)}",
                    SigmaSpelling.Nearest(entry.Key.Text, Operators.Append("field").Append("percentile")));
            }
            else if (entry.Value is not SigmaScalar scalar || !decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
            {
                document.Report(SigmaDiagnostics.InvalidCorrelation, entry.Value, entry.Value is SigmaScalar s ? $"'{s.Text}'" : entry.Value.Kind, "a number");
            }
            else if (at >= 0)
            {
                limits.Add(new SigmaLimit((SigmaComparison)at, number));
            }
            else
            {
                percentile = decimal.Clamp(number, 0, 100);
            }
        }

        return percentile;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> ReadAliases(SigmaDocument document, SigmaMap section)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> aliases = new(StringComparer.Ordinal);
        switch (section.Find("aliases"))
        {
            case null:
                break;
            case SigmaMap map when map.Entries.All(e => e.Value is SigmaMap m && m.Entries.All(f => f.Value is SigmaScalar)):
                foreach (SigmaMapEntry alias in map.Entries)
                {
                    aliases[alias.Key.Text] = ((SigmaMap)alias.Value).Entries.ToDictionary(
                        e => e.Key.Text, e => ((SigmaScalar)e.Value).Text, StringComparer.OrdinalIgnoreCase);
                }

                break;
            case var other:
                document.Report(SigmaDiagnostics.InvalidCorrelation, other, $"{other.Kind} as 'aliases'", "a map of aliases to maps of rule and field");
                break;
        }

        return aliases;
    }

    private static List<string> Texts(SigmaDocument document, SigmaMap section, string key, bool isNeeded)
    {
        switch (section.Find(key))
        {
            case SigmaScalar { IsNull: false } scalar:
                return [scalar.Text];
            case SigmaList { Items.Count: > 0 } list when list.Items.All(i => i is SigmaScalar { IsNull: false }):
                return [.. list.Items.Cast<SigmaScalar>().Select(s => s.Text)];
            case null when !isNeeded:
                return [];
            case null:
                document.Report(SigmaDiagnostics.MissingKey, section, $"no {key}", $"'{key}:'", SigmaHeaderReader.Near(section, key));
                return [];
            case var other:
                document.Report(SigmaDiagnostics.InvalidCorrelation, other, $"{other.Kind} as '{key}'", "a list of texts");
                return [];
        }
    }
}
