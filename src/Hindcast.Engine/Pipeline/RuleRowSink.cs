using System.Security.Cryptography;
using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Matching;

namespace Hindcast.Engine.Pipeline;

/// <summary>Tries the rules on rows that may matter and keeps the matches of one unit. Serves one thread.</summary>
internal sealed class RuleRowSink : ITextRowSink
{
    /// <summary>Matches of one rule that are kept for one unit; the others are counted.</summary>
    internal const int MaxKeptPerRule = 500;

    private readonly DetectionPlan _plan;
    private readonly TextRow _row = new();
    private readonly TextRowEvent _event;
    private readonly long[] _matches;
    private List<RawObservation> _observations = [];
    private IReadOnlyList<DetectionPlan.RulePlan> _rules = [];
    private bool _utf16;

    internal RuleRowSink(DetectionPlan plan)
    {
        _plan = plan;
        _event = new TextRowEvent(_row);
        _matches = new long[plan.Rules.Count];
    }

    /// <summary>Starts a unit.</summary>
    internal void Begin(IReadOnlyList<DetectionPlan.RulePlan> rules, bool utf16)
    {
        _rules = rules;
        _utf16 = utf16;
        _observations = [];
        Array.Clear(_matches);
    }

    /// <summary>Ends a unit.</summary>
    internal (List<RawObservation> Observations, long[] Matches) End() => (_observations, [.. _matches]);

    /// <inheritdoc/>
    public void OnRow(
        ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time)
    {
        bool bound = false;
        List<KeyValuePair<string, string>>? fields = null;
        string? sha256 = null;
        for (int i = 0; i < _rules.Count; i++)
        {
            // Splitting and decoding a row costs far more than looking once more for the rule's texts.
            if (_rules[i].Literals is { } literals && literals.IndexOfAny(line) < 0)
            {
                continue;
            }

            if (!bound)
            {
                _row.Bind(line, header);
                bound = true;
            }

            int rule = _rules[i].Rule;
            if (!SigmaInterpreter.Matches(_plan.Rules[rule], _event) || ++_matches[rule] > MaxKeptPerRule)
            {
                continue;
            }

            fields ??= ShownFields.Of(_row);
            sha256 ??= Hash(line);
            _observations.Add(new RawObservation(rule, time, offsetBytes, lengthBytes, lineInUnit, sha256, fields));
        }
    }

    private string Hash(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(
        _utf16 ? SHA256.HashData(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(line))) : SHA256.HashData(line));
}
