namespace Hindcast.Analysis.Surprise;

/// <summary>How a cmdlet's value is written: which marks stand in it, and whether it names a page or this very machine.</summary>
internal static class ValueForm
{
    private const string Marks = "<>(){}[];%'`|&$=?#*";

    /// <summary>The form: marks in a fixed order, then words for what is named; "" for a plain value.</summary>
    internal static string Of(ReadOnlySpan<char> value)
    {
        List<string> form = [];
        if (value.Equals("$true", StringComparison.OrdinalIgnoreCase) || value.Equals("$false", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        foreach (char mark in Marks)
        {
            if (value.Contains(mark))
            {
                form.Add(mark.ToString());
            }
        }

        if (value.Contains("\\\\127.", StringComparison.Ordinal) || value.Contains("\\\\localhost", StringComparison.OrdinalIgnoreCase))
        {
            form.Add("own-machine");
        }

        if (PathShape.IsPage(value.Trim("\"' ").ToString()))
        {
            form.Add("page");
        }

        return string.Join(' ', form);
    }
}
