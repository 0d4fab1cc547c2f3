namespace Hindcast.Formats.Evtx;

/// <summary>The words in which text outputs say how far a record can be trusted.</summary>
internal static class EvtxDoubtWords
{
    /// <summary>The doubts as words, the same for every record that has them: <c>doubtful, carved</c>.</summary>
    public static string Of(EvtxRecordDoubts doubts) => Words[(int)doubts];

    private static readonly string[] Words = Make();

    private static string[] Make()
    {
        string[] words = new string[16];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = ((EvtxRecordDoubts)i).ToString().ToLowerInvariant();
        }

        return words;
    }
}
