using System.Globalization;
using Hindcast.Sigma.Mappings;

namespace Hindcast.Sigma.Compilation;

/// <summary>Puts values together as mappings ask for it, in buffers that are used again. Used by one thread.</summary>
internal sealed class SigmaValueBuilder
{
    private char[] joined = new char[512];
    private char[] decoded = new char[512];
    private int length;

    /// <summary>The value of a source; false when the event lacks all its parts.</summary>
    /// <param name="source">Where the value comes from.</param>
    /// <param name="slots">The event.</param>
    /// <param name="value">The value, until the next call.</param>
    /// <param name="alternative">The value decoded, where that differs and the mapping asks for it; else empty.</param>
    public bool TryBuild<TSlots>(SigmaFieldSource source, ref TSlots slots, out ReadOnlySpan<char> value, out ReadOnlySpan<char> alternative)
        where TSlots : ISigmaSlots, allows ref struct
    {
        alternative = default;
        if (source.Recipe is not { } recipe)
        {
            return TryGetPlain(source, ref slots, out value);
        }

        length = 0;
        bool isPresent = false;
        bool isFirst = true;
        foreach (SigmaFieldSource part in source.Parts)
        {
            if (!TryGetPlain(part, ref slots, out ReadOnlySpan<char> text))
            {
                continue;
            }

            isPresent = true;
            if (recipe.Blank.Length > 0 && text.SequenceEqual(recipe.Blank))
            {
                continue;
            }

            if (!isFirst)
            {
                Append(recipe.Joiner);
            }

            isFirst = false;
            Append(Replace(text, recipe));
        }

        value = joined.AsSpan(0, length);
        if (isPresent && recipe.IsDecoded && value.IndexOfAny('%', '+') >= 0)
        {
            alternative = Decode(value);
        }

        return isPresent;
    }

    private static bool TryGetPlain<TSlots>(SigmaFieldSource source, ref TSlots slots, out ReadOnlySpan<char> value)
        where TSlots : ISigmaSlots, allows ref struct
    {
        if (source.Slot >= 0)
        {
            if (slots.TryGet(source.Slot, out value))
            {
                return true;
            }

            foreach (int repeat in source.Repeats)
            {
                if (slots.TryGet(repeat, out value))
                {
                    return true;
                }
            }

            return false;
        }

        value = source.Constant;
        return source.Constant is not null;
    }

    private ReadOnlySpan<char> Replace(ReadOnlySpan<char> text, SigmaFieldMap recipe)
    {
        foreach ((string from, string to) in recipe.Values)
        {
            if (SigmaFold.Same(text, from))
            {
                return to;
            }
        }

        foreach ((string from, string to) in recipe.Prefixes)
        {
            if (text.StartsWith(from, StringComparison.OrdinalIgnoreCase))
            {
                Append(to);
                return text[from.Length..];
            }
        }

        return text;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (length + text.Length > joined.Length)
        {
            Array.Resize(ref joined, (length + text.Length) * 2);
        }

        text.CopyTo(joined.AsSpan(length));
        length += text.Length;
    }

    /// <summary>Percent and plus decoded once; bytes above 127 as Latin-1, wrong sequences as they stand.</summary>
    private ReadOnlySpan<char> Decode(ReadOnlySpan<char> text)
    {
        if (decoded.Length < text.Length)
        {
            decoded = new char[text.Length * 2];
        }

        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '%' && i + 2 < text.Length && byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b))
            {
                c = (char)b;
                i += 2;
            }
            else if (c == '+')
            {
                c = ' ';
            }

            decoded[count++] = c;
        }

        return decoded.AsSpan(0, count);
    }
}
