namespace Hindcast.Evidence.Assessments;

/// <summary>A kind of claim: the letter that its ids begin with, and what it is. The one list of them, for help texts and the report.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Name">What such a claim is, with its article.</param>
public sealed record ClaimKind(char Letter, string Name)
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<ClaimKind> All { get; } =
    [
        new('F', "a finding"),
        new('O', "an observation"),
        new('B', "a build"),
        new('X', "an exposure window"),
        new('S', "a sign of tampering"),
        new('I', "an intrusion"),
        new('A', "an actor cluster"),
        new('M', "a mailbox that was reached"),
        new('P', "something that was placed"),
        new('N', "something unusual"),
        new('W', "what would have been seen at the time"),
        new('U', "a record that rules of your own met"),
    ];

    /// <summary>All of them in words: <c>F a finding, O an observation, ...</c>.</summary>
    public static string Words { get; } = string.Join(", ", All.Select(k => $"{k.Letter} {k.Name}"));
}
