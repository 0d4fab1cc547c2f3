using Hindcast.Evidence;
using static Hindcast.Evidence.DiagnosticSeverity;

namespace Hindcast.Sigma;

/// <summary>Every kind of trouble in rule files, with its stable code; each is explained in docs/diagnostics/sigma.md.</summary>
public static class SigmaDiagnostics
{
    private const string NotLoaded = "rule not loaded";

    /// <summary>The text is no YAML.</summary>
    public static readonly DiagnosticDescriptor YamlSyntax = new("HC4001", Loss, "Rule file is not valid YAML", NotLoaded);

    /// <summary>A limit against hostile rule files was met.</summary>
    public static readonly DiagnosticDescriptor LimitExceeded = new("HC4002", Loss, "Rule file exceeds a limit", NotLoaded);

    /// <summary>The document is no rule, correlation or filter.</summary>
    public static readonly DiagnosticDescriptor NotARule = new("HC4003", Loss, "Document is not a Sigma rule", NotLoaded);

    /// <summary>A mandatory key is missing.</summary>
    public static readonly DiagnosticDescriptor MissingKey = new("HC4004", Loss, "Mandatory key is missing", NotLoaded);

    /// <summary>A key holds a value of the wrong type.</summary>
    public static readonly DiagnosticDescriptor WrongType = new("HC4005", Loss, "Value has the wrong type", NotLoaded);

    /// <summary>A key stands twice in a map.</summary>
    public static readonly DiagnosticDescriptor DuplicateKey = new("HC4006", Loss, "Key stands twice in a map", NotLoaded);

    /// <summary>A top-level key that looks like a known one.</summary>
    public static readonly DiagnosticDescriptor LikelyTypo = new("HC4007", Warning, "Key looks like a misspelling", "kept as a custom field");

    /// <summary>A rule file could not be read.</summary>
    public static readonly DiagnosticDescriptor FileUnreadable = new("HC4008", Loss, "Rule file cannot be read", "its rules are not loaded");

    /// <summary>The condition cannot be parsed.</summary>
    public static readonly DiagnosticDescriptor ConditionSyntax = new("HC4010", Loss, "Condition cannot be parsed", NotLoaded);

    /// <summary>The condition names a detection that is not there.</summary>
    public static readonly DiagnosticDescriptor UnknownDetection = new("HC4011", Loss, "Condition names an unknown detection", NotLoaded);

    /// <summary>A pattern in the condition fits no detection.</summary>
    public static readonly DiagnosticDescriptor PatternWithoutMatch = new("HC4012", Loss, "Pattern in the condition fits no detection", NotLoaded);

    /// <summary>A detection that the condition never uses.</summary>
    public static readonly DiagnosticDescriptor UnusedDetection = new("HC4013", Info, "Detection is never used by the condition", "detection ignored");

    /// <summary>A detection without content.</summary>
    public static readonly DiagnosticDescriptor EmptyDetection = new("HC4014", Loss, "Detection is empty", NotLoaded);

    /// <summary>A modifier that does not exist.</summary>
    public static readonly DiagnosticDescriptor UnknownModifier = new("HC4020", Loss, "Unknown modifier", NotLoaded);

    /// <summary>Modifiers that do not go together.</summary>
    public static readonly DiagnosticDescriptor ModifierConflict = new("HC4021", Loss, "Modifiers do not go together", NotLoaded);

    /// <summary>A value that its modifier cannot take.</summary>
    public static readonly DiagnosticDescriptor WrongValue = new("HC4022", Loss, "Value does not suit its modifier", NotLoaded);

    /// <summary>A regular expression that cannot be compiled.</summary>
    public static readonly DiagnosticDescriptor InvalidRegex = new("HC4023", Loss, "Regular expression is not valid", NotLoaded);

    /// <summary>A placeholder without values.</summary>
    public static readonly DiagnosticDescriptor UnresolvedPlaceholder = new("HC4024", Loss, "Placeholder has no values", NotLoaded);

    /// <summary>A value that expands to too many variants.</summary>
    public static readonly DiagnosticDescriptor TooManyVariants = new("HC4025", Loss, "Value expands to too many variants", NotLoaded);

    /// <summary><c>all</c> on a single value.</summary>
    public static readonly DiagnosticDescriptor AllOnSingleValue = new("HC4026", Info, "'all' stands on a single value", "'all' ignored");

    /// <summary>An unknown level or status.</summary>
    public static readonly DiagnosticDescriptor UnknownChoice = new("HC4030", Warning, "Unknown level or status", "taken as not stated");

    /// <summary>Two rules with one id.</summary>
    public static readonly DiagnosticDescriptor DuplicateId = new("HC4031", Warning, "Two rules share an id or name", "both loaded; references mean the first");

    /// <summary>Old aggregation after a pipe, turned into a correlation.</summary>
    public static readonly DiagnosticDescriptor LegacyAggregation = new("HC4040", Warning, "Aggregation in the condition is deprecated", "run as a correlation");

    /// <summary>Old aggregation that has no equal.</summary>
    public static readonly DiagnosticDescriptor UnsupportedAggregation = new("HC4041", Loss, "Aggregation in the condition is not supported", NotLoaded);

    /// <summary>Unknown correlation type.</summary>
    public static readonly DiagnosticDescriptor UnknownCorrelationType = new("HC4050", Loss, "Unknown correlation type", "correlation not loaded");

    /// <summary>A correlation or filter names a rule that is not loaded.</summary>
    public static readonly DiagnosticDescriptor UnknownRuleReference = new("HC4051", Loss, "Named rule is not loaded", "correlation or filter cannot work for it");

    /// <summary>A timespan that cannot be read.</summary>
    public static readonly DiagnosticDescriptor InvalidTimespan = new("HC4052", Loss, "Timespan is not valid", "correlation not loaded");

    /// <summary>A correlation condition that cannot be read.</summary>
    public static readonly DiagnosticDescriptor InvalidCorrelation = new("HC4053", Loss, "Correlation is not valid", "correlation not loaded");

    /// <summary>Correlations that need each other.</summary>
    public static readonly DiagnosticDescriptor CorrelationCycle = new("HC4054", Loss, "Correlations need each other in a circle", "correlation not loaded");

    /// <summary>No mapping for a log source.</summary>
    public static readonly DiagnosticDescriptor UnmappedLogSource = new("HC4070", Info, "No mapping for the rule's log source", "rule loaded but never fires");

    /// <summary>A mapping file with an error.</summary>
    public static readonly DiagnosticDescriptor InvalidMapping = new("HC4071", Loss, "Log source mapping is not valid", "mapping not loaded");

    /// <summary>A tuning file with an error.</summary>
    public static readonly DiagnosticDescriptor InvalidTuning = new("HC4080", Loss, "Tuning entry is not valid", "tuning entry not applied");

    /// <summary>Every descriptor.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        YamlSyntax, LimitExceeded, NotARule, MissingKey, WrongType, DuplicateKey, LikelyTypo, FileUnreadable,
        ConditionSyntax, UnknownDetection, PatternWithoutMatch, UnusedDetection, EmptyDetection,
        UnknownModifier, ModifierConflict, WrongValue, InvalidRegex, UnresolvedPlaceholder, TooManyVariants,
        AllOnSingleValue, UnknownChoice, DuplicateId, LegacyAggregation, UnsupportedAggregation,
        UnknownCorrelationType, UnknownRuleReference, InvalidTimespan, InvalidCorrelation, CorrelationCycle,
        UnmappedLogSource, InvalidMapping, InvalidTuning,
    ];
}
