using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine.Detection;
using Hindcast.Evidence;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Pipeline;

/// <summary>Tries the rules on rows that may matter and keeps the matches of one unit. Serves one thread.</summary>
internal sealed class RuleRowSink : ITextRowSink
{
    /// <summary>Matches of one rule that are kept for one unit; the others are counted.</summary>
    internal const int MaxKeptPerRule = 500;

    private readonly DetectionPlan _plan;
    private readonly SigmaMatcher _matcher;
    private readonly ConditionalWeakTable<LogHeader, SigmaShapePlan> _shapes = [];
    private readonly TextRow _row = new();
    private readonly long[] _matches;
    private List<RawObservation> _observations = [];
    private bool _utf16;

    internal RuleRowSink(DetectionPlan plan, SigmaMatcher matcher)
    {
        _plan = plan;
        _matcher = matcher;
        _matches = new long[plan.Rules.Count];
    }

    /// <summary>Starts a unit.</summary>
    internal void Begin(bool utf16)
    {
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
        if (!_shapes.TryGetValue(header, out SigmaShapePlan? shape))
        {
            shape = _plan.ShapeOf(header);
            _shapes.Add(header, shape);
        }

        _row.Bind(line, header);
        TextRowSlots slots = new(_row);
        List<KeyValuePair<string, string>>? fields = null;
        string? sha256 = null;
        foreach (int rule in _matcher.Match(shape, ref slots))
        {
            if (++_matches[rule] > MaxKeptPerRule)
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
