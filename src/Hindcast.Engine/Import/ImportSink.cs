using System.Globalization;
using Hindcast.Evidence;
using Hindcast.Reports.Indicators;

namespace Hindcast.Engine.Import;

/// <summary>Takes values from the readers, cleans them, and keeps each indicator once. Single thread.</summary>
internal sealed class ImportSink(ImportOptions options)
{
    private const int MaxIndicators = 100_000;
    private const int MaxShownChars = 120;

    private readonly Dictionary<(IndicatorKind, string), Indicator> _indicators = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private bool _full;

    internal ImportOptions Options => options;

    internal ImportedList Result() => new(
        [.. _indicators.Values.OrderBy(i => i.Kind).ThenBy(i => i.Value, StringComparer.Ordinal)], _diagnostics);

    internal void Report(DiagnosticDescriptor kind, SourceLocation where, string found, string expected) =>
        _diagnostics.Add(kind.At(where, Shown(found), expected));

    /// <summary>Takes a value with what the list says of it.</summary>
    /// <param name="kind">The kind that the list tells, or null to tell it by the form of the value.</param>
    /// <param name="value">The value as written.</param>
    /// <param name="told">Times, sightings and context.</param>
    /// <param name="where">File and line.</param>
    /// <param name="id">Id of the object, or "".</param>
    internal void Take(IndicatorKind? kind, string value, Indicator told, SourceLocation where, string id)
    {
        string found = id.Length == 0 ? value : $"{id}: {value}";
        if ((kind ?? options.Kind ?? IndicatorSanitiser.Guess(value)) is not { } known)
        {
            Report(IndicatorDiagnostics.UnknownKind, where, found, "an address, domain, URL, path, file name, hash or mail address");
            return;
        }

        CleanedIndicator cleaned = IndicatorSanitiser.Clean(known, value, options.AllowReserved);
        if (cleaned.Indicator is not { } clean)
        {
            Report(cleaned.Refused!, where, found, cleaned.Expected);
            return;
        }

        if (_indicators.TryGetValue((clean.Kind, clean.Value), out Indicator? before))
        {
            Report(IndicatorDiagnostics.Repeated, where, found, "");
            _indicators[(clean.Kind, clean.Value)] = before with
            {
                First = Earlier(before.First, told.First),
                Last = Later(before.Last, told.Last),
                Sightings = before.Sightings + told.Sightings,
                Context = before.Context.Length > 0 ? before.Context : IndicatorSanitiser.Plain(told.Context),
            };
            return;
        }

        if (_indicators.Count >= MaxIndicators)
        {
            if (!_full)
            {
                Report(IndicatorDiagnostics.LimitReached, where, found, string.Create(CultureInfo.InvariantCulture, $"at most {MaxIndicators} indicators"));
                _full = true;
            }

            return;
        }

        if (IndicatorSanitiser.Plain(value) != value.Trim())
        {
            Report(IndicatorDiagnostics.Cleaned, where, found, clean.Value);
        }

        string context = told.Context.Length > IndicatorSanitiser.MaxChars ? told.Context[..IndicatorSanitiser.MaxChars] : told.Context;
        _indicators.Add((clean.Kind, clean.Value), told with { Kind = clean.Kind, Value = clean.Value, Context = IndicatorSanitiser.Plain(context) });
    }

    private static EvidenceTime? Earlier(EvidenceTime? one, EvidenceTime? other) => one is null || (other is not null && other < one) ? other : one;

    private static EvidenceTime? Later(EvidenceTime? one, EvidenceTime? other) => one is null || (other is not null && other > one) ? other : one;

    private static string Shown(string text) => text.Length > MaxShownChars ? $"{text[..MaxShownChars]}..." : text;
}
