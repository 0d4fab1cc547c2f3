using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Hindcast.Engine.Detection;
using Hindcast.Engine.Packs;
using Hindcast.Evidence;
using Hindcast.Formats.Text;
using Hindcast.Sigma.Compilation;

namespace Hindcast.Engine.Pipeline;

/// <summary>Tries the rules on rows that may matter and keeps the matches of one unit. Serves one thread.</summary>
internal sealed class RuleRowSink : ITextRowSink
{
    /// <summary>Matches of one rule that are kept from one file, before the further ones of <see cref="MatchKeeper{T}"/>.</summary>
    internal const int MaxKeptPerRule = 500;

    private readonly DetectionPlan _plan;
    private readonly SigmaMatcher _matcher;
    private readonly ConditionalWeakTable<LogHeader, Shape> _shapes = [];
    private readonly TextRow _row = new();
    private readonly MatchTally?[] _matches;
    private readonly MatchKeeper<RawObservation>?[] _kept;
    private bool _utf16;
    private bool _anyMatched;

    internal RuleRowSink(DetectionPlan plan, SigmaMatcher matcher)
    {
        _plan = plan;
        _matcher = matcher;
        _matches = new MatchTally?[plan.Rules.Count];
        _kept = new MatchKeeper<RawObservation>?[plan.Rules.Count];
    }

    /// <summary>Starts a unit.</summary>
    internal void Begin(bool utf16)
    {
        _utf16 = utf16;
        _anyMatched = false;
        Array.Clear(_matches);
        Array.Clear(_kept);
    }

    /// <summary>Ends a unit. Nothing is made for one without a match, as most are.</summary>
    internal (IReadOnlyList<RawObservation> Observations, MatchTally?[] Matches) End() =>
        _anyMatched ? ([.. _kept.Where(k => k is not null).SelectMany(k => k!.Kept)], [.. _matches]) : ([], []);

    /// <inheritdoc/>
    public void OnRow(
        ReadOnlySpan<byte> line, LogHeader header, long offsetBytes, long lengthBytes, long lineInUnit, EvidenceTime? time)
    {
        if (!_shapes.TryGetValue(header, out Shape? shape))
        {
            shape = new Shape(_plan.ShapeOf(header), ClientAddress.Column(header));
            _shapes.Add(header, shape);
        }

        _row.Bind(line, header);
        TextRowSlots slots = new(_row);
        List<KeyValuePair<string, string>>? fields = null;
        string? sha256 = null, client = null;
        foreach (int rule in _matcher.Match(shape.Plan, ref slots))
        {
            _anyMatched = true;

            // Of rules of the user's own, which may be thousands, addresses are not told apart.
            string address = _plan.IsOfUser(rule) ? "" : client ??= ClientAddress.Of(_row, shape.ClientColumn);
            (_matches[rule] ??= new MatchTally()).Add(time, address);
            MatchKeeper<RawObservation> kept = _kept[rule] ??= new MatchKeeper<RawObservation>(MaxKept(_plan, rule));
            if (!kept.Wants(time, address))
            {
                continue;
            }

            fields ??= ShownFields.Of(_row);
            sha256 ??= Hash(line);
            kept.Offer(new RawObservation(rule, time, offsetBytes, lengthBytes, lineInUnit, sha256, _plan.WithCorrelated(rule, fields, shape.Plan, slots)), time, address);
        }
    }

    /// <summary>Matches of a rule that are kept from one file, before the further ones.</summary>
    internal static int MaxKept(DetectionPlan plan, int rule) => UserRules.MaxKeptOf(plan, rule, MaxKeptPerRule);

    private string Hash(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(
        _utf16 ? SHA256.HashData(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(line))) : SHA256.HashData(line));

    private sealed record Shape(SigmaShapePlan Plan, int ClientColumn);
}
