namespace Hindcast.Sigma.Yaml;

/// <summary>Walks a text line by line. Used by one thread.</summary>
/// <param name="text">The text; lines end in a line feed, with or without a carriage return before it.</param>
/// <param name="lineOffset">Lines before the text.</param>
internal sealed class SigmaYamlLines(string text, int lineOffset)
{
    private int next;

    /// <summary>The line's number, from 1.</summary>
    public int Line { get; private set; } = lineOffset;

    /// <summary>Where the line begins.</summary>
    public int Start { get; private set; }

    /// <summary>Its first character that is no blank; <see cref="End"/> in an empty line.</summary>
    public int At { get; private set; }

    /// <summary>Behind its last character.</summary>
    public int End { get; private set; }

    /// <summary>True behind the last line.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>True when the line's end was written, and not only the text's.</summary>
    public bool HasBreak { get; private set; }

    public bool IsEmpty => At == End;

    public int Indent => At - Start;

    /// <summary>Goes to the next line.</summary>
    /// <returns>False when there is none.</returns>
    public bool Next()
    {
        if (next >= text.Length)
        {
            IsAtEnd = true;
            return false;
        }

        Start = At = next;
        Line++;
        int feed = text.IndexOf('\n', next);
        HasBreak = feed >= 0;
        next = HasBreak ? feed + 1 : text.Length;
        End = HasBreak ? feed : text.Length;
        if (HasBreak && End > Start && text[End - 1] == '\r')
        {
            End--;
        }

        while (At < End && text[At] == ' ')
        {
            At++;
        }

        return true;
    }

    /// <summary>Goes to the next line that holds more than a comment.</summary>
    /// <returns>False when there is none.</returns>
    public bool NextContent()
    {
        while (Next())
        {
            if (!IsEmpty && text[At] != '#')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes over comments, unless the line at hand has content.</summary>
    public void SkipComments()
    {
        if (!IsAtEnd && (IsEmpty || text[At] == '#'))
        {
            NextContent();
        }
    }
}
