using System.Runtime.InteropServices;
using System.Text;

namespace Hindcast.Analysis.Surprise;

/// <summary>Counts names that were asked for in a stretch.</summary>
internal sealed class NameTally(TallyStretch stretch)
{
    /// <summary>Names found by one look instead of a search, and names of which the parts are known from earlier stretches; powers of two.</summary>
    private const int LastNames = 1 << 13, NameForms = 1 << 16;

    /// <summary>Longest first label: no longer than a name that <see cref="DnsName"/> cuts.</summary>
    private const int MaxLabel = 256;

    /// <summary>Stands for names without a domain that is kept.</summary>
    private static readonly DomainTrace NoDomain = new("");

    private readonly NameCount[] _lastNames = new NameCount[LastNames];
    private readonly NameForm[] _nameForms = new NameForm[NameForms];
    private readonly TextMemory<string> _domainTexts = new();
    private bool _holdsNames;

    /// <summary>Takes a name that was met before, by the bytes in which it is written.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="written">The name as the log writes it.</param>
    /// <param name="form">In which way names are written there: equal bytes of two logs may be two names.</param>
    /// <param name="key">By what <see cref="AddName"/> is to remember it.</param>
    /// <returns>False when it is not remembered: then it has to be given to <see cref="AddName"/>.</returns>
    internal bool TryAddKnownName(in RowSpot spot, ReadOnlySpan<byte> written, int form, out ulong key)
    {
        key = KeyHash.Quick(written) ^ (uint)form;
        DayProfile day = stretch.DayOf(spot.Ticks);
        ref NameCount last = ref _lastNames[key & (LastNames - 1)];
        if (last.Trace is null || last.Key != key)
        {
            ref readonly NameForm parts = ref _nameForms[key & (NameForms - 1)];
            if (parts.Key != key || (!parts.HasDomain ? NoDomain : day.Domains.GetValueOrDefault(parts.Domain)) is not { } trace)
            {
                return false;
            }

            if (parts.Odd is { } odd)
            {
                trace.AddOdd(odd);
            }

            Remember(key, trace);
        }

        // A row that may be earlier than all others gives the sample, so its text is wanted.
        if (spot.Ticks <= last.FirstTicks)
        {
            return false;
        }

        last.Count++;
        last.LastTicks = Math.Max(last.LastTicks, spot.Ticks);
        day.Queries++;
        return true;
    }

    /// <summary>Takes a name that was asked for.</summary>
    /// <param name="spot">Where it stands.</param>
    /// <param name="name">The name, with dots.</param>
    /// <param name="key">What <see cref="TryAddKnownName"/> told, or 0 for a name that is not to be remembered.</param>
    internal void AddName(in RowSpot spot, ReadOnlySpan<char> name, ulong key = 0)
    {
        DayProfile day = stretch.DayOf(spot.Ticks);
        day.Queries++;
        if (!DnsName.TrySplit(name, out ReadOnlySpan<char> first, out ReadOnlySpan<char> domain))
        {
            _nameForms[key & (NameForms - 1)] = new NameForm(key, false, 0, null);
            Remember(key, NoDomain);
            return;
        }

        Span<char> lower = stackalloc char[TallyText.Most + 3];
        ReadOnlySpan<char> registered = Lower(domain.Length <= TallyText.Most ? domain : TallyText.Cut(domain), lower);
        ulong domainKey = KeyHash.Of(MemoryMarshal.AsBytes(registered));
        ref DomainTrace? kept = ref CollectionsMarshal.GetValueRefOrAddDefault(day.Domains, domainKey, out bool isKnown);
        DomainTrace trace = kept ??= new DomainTrace(DomainText(domainKey, registered));
        if (trace.Queries++ == 0 || spot < trace.First)
        {
            (trace.First, trace.Sample) = (spot, TallyText.Cut(name));
        }

        trace.LastTicks = Math.Max(trace.LastTicks, spot.Ticks);
        ulong? odd = null;
        if (DnsName.LooksLikeData(first))
        {
            Span<char> label = stackalloc char[MaxLabel];
            odd = KeyHash.Of(MemoryMarshal.AsBytes(Lower(first, label)));
            trace.AddOdd(odd.Value);
        }

        _nameForms[key & (NameForms - 1)] = new NameForm(key, true, domainKey, odd);
        Remember(key, trace);
        if (!isKnown)
        {
            stretch.Trim(day);
        }
    }

    /// <summary>Tells the domains of the day what was counted, and forgets them.</summary>
    internal void Forget()
    {
        // Most stretches hold no names, and the table is large.
        if (!_holdsNames)
        {
            return;
        }

        foreach (ref NameCount name in _lastNames.AsSpan())
        {
            name.Leave();
        }

        Array.Clear(_lastNames);
        _holdsNames = false;
    }

    /// <summary>The text of a domain, made once in the life of this tally.</summary>
    private string DomainText(ulong key, ReadOnlySpan<char> domain) => _domainTexts.Find(key) ?? _domainTexts.Keep(key, domain.ToString());

    /// <summary>Names that are cut hold letters of ASCII alone.</summary>
    private static ReadOnlySpan<char> Lower(ReadOnlySpan<char> text, Span<char> lower)
    {
        Ascii.ToLower(text, lower, out int written);
        return lower[..written];
    }

    private void Remember(ulong key, DomainTrace trace)
    {
        if (key != 0)
        {
            _holdsNames = true;
            ref NameCount last = ref _lastNames[key & (LastNames - 1)];
            last.Leave();
            last = new NameCount { Key = key, Trace = trace, FirstTicks = ReferenceEquals(trace, NoDomain) ? long.MinValue : trace.First.Ticks };
        }
    }

    /// <summary>What is known of a name from its text alone.</summary>
    /// <param name="Key">Hash of the bytes in which it is written; 0 for none.</param>
    /// <param name="HasDomain">False for a name that is not kept.</param>
    /// <param name="Domain">Hash of its registered domain.</param>
    /// <param name="Odd">Hash of its first label when that looks like data.</param>
    private readonly record struct NameForm(ulong Key, bool HasDomain, ulong Domain, ulong? Odd);

    /// <summary>Rows of a name that its domain has yet to be told of: so that a row touches one place in memory.</summary>
    private struct NameCount
    {
        internal ulong Key;
        internal DomainTrace? Trace;
        internal long FirstTicks;
        internal long LastTicks;
        internal long Count;

        internal readonly void Leave()
        {
            if (Count > 0 && Trace is { } trace && !ReferenceEquals(trace, NoDomain))
            {
                trace.Queries += Count;
                trace.LastTicks = Math.Max(trace.LastTicks, LastTicks);
            }
        }
    }
}
