using System.Globalization;
using System.Text.Json;
using Hindcast.Evidence;
using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Correlations;
using Hindcast.Sigma.Loading;

namespace Hindcast.Engine.Packs;

/// <summary>
/// Runs a pack's own test cases (<c>tests/cases.json</c>): records that each rule must and must not match, and series of
/// records that each correlation must and must not find. Form: docs/packs.md.
/// </summary>
internal static class PackCases
{
    private const string File = "tests/cases.json";
    private const int MaxBytes = 8 << 20;

    private static readonly (bool Matches, string Text)[] Needed =
        [(true, "no case that it must match"), (false, "no case that it must not match")];

    /// <summary>Runs the cases; failures and rules without cases are reported.</summary>
    internal static void Run(string folder, PackProblems problems)
    {
        string rulesFolder = Path.Combine(folder, "rules");
        if (!Directory.Exists(rulesFolder))
        {
            return;
        }

        SigmaLoadResult loaded = SigmaLoader.LoadFolder(rulesFolder);
        HashSet<(string Name, bool Matches)> seen = [];
        FileInfo file = new(Path.Combine(folder, "tests", "cases.json"));
        if (file.Exists && file.Length <= MaxBytes)
        {
            Cases cases = new(loaded, problems, seen);
            try
            {
                using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllText(file.FullName));
                int number = 0;
                foreach (JsonElement item in document.RootElement.EnumerateArray())
                {
                    cases.Run(item, ++number);
                }
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                problems.Add(PackDiagnostics.Case, File, 0, 0, failure.Message, "a list of cases as in docs/packs.md");
            }
        }

        foreach (SigmaHeader header in loaded.Rules.Select(r => r.Header).Concat(loaded.Correlations.Select(c => c.Header)))
        {
            string name = Path.GetFileNameWithoutExtension(header.SourceFile);
            foreach ((_, string text) in Needed.Where(n => !seen.Contains((name, n.Matches))))
            {
                problems.Add(PackDiagnostics.Case, $"rules/{header.SourceFile}", header.SourceLine, 0, text, File);
            }
        }
    }

    private sealed class Cases
    {
        private readonly SigmaLoadResult _loaded;
        private readonly PackProblems _problems;
        private readonly HashSet<(string, bool)> _seen;
        private readonly SigmaPlan _plan;
        private readonly SigmaMatcher _matcher;

        internal Cases(SigmaLoadResult loaded, PackProblems problems, HashSet<(string, bool)> seen)
        {
            _loaded = loaded;
            _problems = problems;
            _seen = seen;
            _plan = SigmaPlan.Compile(loaded.Rules);
            _matcher = _plan.CreateMatcher();
        }

        internal void Run(JsonElement item, int number)
        {
            bool expected = item.GetProperty("matches").GetBoolean();
            bool isRule = item.TryGetProperty("rule", out JsonElement rule);
            string name = (isRule ? rule : item.GetProperty("correlation")).GetString() ?? "";
            _seen.Add((name, expected));
            bool found = isRule
                ? Matches(item).Any(r => Path.GetFileNameWithoutExtension(r.SourceFile) == name)
                : Correlates(item.GetProperty("records"), name);
            if (found != expected)
            {
                _problems.Add(
                    PackDiagnostics.Case, File, 0, 0, $"case {number}: {name} {(found ? "matches" : "does not match")}",
                    $"that it {(expected ? "matches" : "does not match")}");
            }
        }

        private List<SigmaRule> Matches(JsonElement item)
        {
            JsonProperty[] fields = [.. item.GetProperty("fields").EnumerateObject()];
            KeyValuePair<string, string>[] constants = item.TryGetProperty("constants", out JsonElement given)
                ? [.. given.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!))]
                : [KeyValuePair.Create("Log", item.GetProperty("log").GetString()!)];
            CaseSlots slots = new([.. fields.Select(f => f.Value.GetString() ?? "")]);
            List<SigmaRule> rules = [];
            foreach (int rule in _matcher.Match(_plan.ForShape(new SigmaEventShape(constants, [.. fields.Select(f => f.Name)])), ref slots))
            {
                rules.Add(_plan.Rules[rule]);
            }

            return rules;
        }

        private bool Correlates(JsonElement records, string name)
        {
            List<SigmaRuleMatch> matches = [];
            foreach (JsonElement record in records.EnumerateArray())
            {
                DateTime time = DateTime.Parse(
                    record.GetProperty("time").GetString() ?? "", CultureInfo.InvariantCulture,
                    DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
                Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
                foreach (JsonProperty field in record.GetProperty("fields").EnumerateObject())
                {
                    fields.TryAdd(field.Name, field.Value.GetString() ?? "");
                }

                matches.AddRange(Matches(record).Select(r => new SigmaRuleMatch(
                    r.Id, new EvidenceTime(time.Ticks, TimePrecision.Millisecond), fields, new SourceLocation("case", matches.Count))));
            }

            return SigmaCorrelator.Run(_loaded.Rules, _loaded.Correlations, matches)
                .Any(m => Path.GetFileNameWithoutExtension(m.Correlation.Header.SourceFile) == name);
        }
    }

    private readonly struct CaseSlots(string[] values) : ISigmaSlots
    {
        public int KeywordTextCount => values.Length;

        public bool TryGet(int slot, out ReadOnlySpan<char> value)
        {
            value = values[slot];
            return true;
        }

        public ReadOnlySpan<char> GetKeywordText(int index) => values[index];
    }
}
