using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Folding;

/// <summary>The pure functions of page languages that are called on constants. Null where a call is none of them.</summary>
internal static class FoldedCalls
{
    internal static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private const int MaxInflated = 1 << 20;

    /// <summary>A method of a text: "abc".replace("a", "b").</summary>
    internal static string? OnText(string name, string receiver, List<ScriptToken> arguments)
    {
        string first = arguments.Count > 0 ? arguments[0].Text : "";
        return name switch
        {
            "replace" or "replaceall" when arguments.Count == 2 && first.Length > 0 => receiver.Replace(first, arguments[1].Text, StringComparison.Ordinal),
            "tolower" or "tolowercase" or "tolowerinvariant" when arguments.Count == 0 => receiver.ToLowerInvariant(),
            "toupper" or "touppercase" or "toupperinvariant" when arguments.Count == 0 => receiver.ToUpperInvariant(),
            "trim" or "tostring" or "intern" when arguments.Count == 0 => receiver,
            "concat" when arguments.Count == 1 => receiver + first,
            "substring" or "substr" or "remove" when Range(receiver, arguments, name) is { } part => part,
            "charat" when arguments.Count == 1 && Index(first, receiver.Length) is int at => receiver[at].ToString(),
            _ => null,
        };
    }

    /// <summary>A call by name, whatever class the method stands in.</summary>
    internal static string? Call(string name, List<ScriptToken> arguments, bool isBasic)
    {
        if (arguments.Count == 0)
        {
            return null;
        }

        string first = arguments[0].Text;
        bool isText = arguments[0].Kind == TokenKind.Text;
        switch (name)
        {
            case "chr" or "chrw" or "chrb" or "fromcharcode" or "unichr":
                return Characters(arguments);
            case "base64_decode" or "frombase64string" or "decodebase64" or "atob" or "decodebuffer" or "base64decode" or "parsebase64binary":
                return isText ? Base64(first) : null;
            case "getstring" or "string" or "getbytes" or "cstr" or "tochararray" or "stringbuilder" when isText:
                return first;
            case "strrev" or "strreverse" when isText:
                return Reversed(first);
            case "str_rot13" when isText:
                return Rot13(first);
            case "urldecode" or "rawurldecode" or "unescape" or "htmldecode" or "decodeuricomponent" when isText:
                return Unescaped(first);
            case "hex2bin" when isText:
                return Hex(first);
            case "pack" when arguments.Count == 2 && first.StartsWith('H'):
                return Hex(arguments[1].Text);
            case "gzinflate" when isText:
                return Inflated(first, s => new DeflateStream(s, CompressionMode.Decompress));
            case "gzuncompress" when isText:
                return Inflated(first, s => new ZLibStream(s, CompressionMode.Decompress));
            case "gzdecode" when isText:
                return Inflated(first, s => new GZipStream(s, CompressionMode.Decompress));
            case "str_replace" or "str_ireplace" when arguments.Count == 3 && first.Length > 0:
                return arguments[2].Text.Replace(first, arguments[1].Text, StringComparison.OrdinalIgnoreCase);
            case "replace" when arguments.Count >= 3 && arguments[1].Text.Length > 0:
                return first.Replace(arguments[1].Text, arguments[2].Text, StringComparison.Ordinal);
            case "trim" or "rtrim" or "ltrim" or "stripslashes" when arguments.Count == 1 && isText:
                return first.Trim();
            case "strtolower" or "lcase" when isText:
                return first.ToLowerInvariant();
            case "strtoupper" or "ucase" when isText:
                return first.ToUpperInvariant();
            case "substr" when isText && arguments.Count > 1 && !isBasic:
                return Range(first, arguments.GetRange(1, arguments.Count - 1), "substr");
            case "mid" when isText && arguments.Count == 3 && int.TryParse(arguments[1].Text, CultureInfo.InvariantCulture, out int from)
                && int.TryParse(arguments[2].Text, CultureInfo.InvariantCulture, out int length) && from >= 1 && length >= 0 && from <= first.Length:
                return first.Substring(from - 1, Math.Min(length, first.Length - from + 1));
            case "implode" or "join" when arguments.Count > 1 && isText:
                return string.Join(first, arguments.Skip(1).Select(a => a.Text));
            case "concat" when arguments.Count > 1:
                return string.Concat(arguments.Select(a => a.Text));
            default:
                return null;
        }
    }

    /// <summary>The bytes of base64, one a character, or null.</summary>
    internal static string? Base64(string text)
    {
        if (text.Length is < 4 or > 1 << 20)
        {
            return null;
        }

        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_')
            {
                clean.Append(c is '-' ? '+' : c is '_' ? '/' : c);
            }
            else if (c is not ('=' or ' ' or '\r' or '\n' or '\t'))
            {
                return null;
            }
        }

        clean.Append('=', (4 - (clean.Length % 4)) % 4);
        byte[] bytes = new byte[clean.Length];
        return Convert.TryFromBase64String(clean.ToString(), bytes, out int written) ? Encoding.Latin1.GetString(bytes, 0, written) : null;
    }

    private static string Reversed(string text)
    {
        char[] characters = text.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }

    private static string? Characters(List<ScriptToken> arguments)
    {
        StringBuilder text = new();
        foreach (ScriptToken argument in arguments)
        {
            if (!int.TryParse(argument.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int code) || code > char.MaxValue)
            {
                return null;
            }

            text.Append((char)code);
        }

        return text.ToString();
    }

    private static int? Index(string text, int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < length ? index : null;

    private static string? Range(string text, List<ScriptToken> arguments, string name)
    {
        if (arguments.Count is 0 or > 2 || !int.TryParse(arguments[0].Text, CultureInfo.InvariantCulture, out int from) || from < 0 || from > text.Length)
        {
            return null;
        }

        if (arguments.Count == 1)
        {
            return name == "remove" ? text[..from] : text[from..];
        }

        if (!int.TryParse(arguments[1].Text, CultureInfo.InvariantCulture, out int length) || length < 0)
        {
            return null;
        }

        length = Math.Min(length, text.Length - from);
        return name == "remove" ? text.Remove(from, length) : text.Substring(from, length);
    }

    private static string Rot13(string text) => new([.. text.Select(c =>
        char.IsAsciiLetterLower(c) ? (char)('a' + ((c - 'a' + 13) % 26)) : char.IsAsciiLetterUpper(c) ? (char)('A' + ((c - 'A' + 13) % 26)) : c)]);

    private static string Unescaped(string text)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && int.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
            {
                plain.Append((char)code);
                i += 2;
            }
            else if (text[i] == '%' && i + 5 < text.Length && text[i + 1] == 'u'
                && int.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code))
            {
                plain.Append((char)code);
                i += 5;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static string? Hex(string text)
    {
        if (text.Length % 2 != 0 || text.Length > 1 << 20)
        {
            return null;
        }

        StringBuilder plain = new(text.Length / 2);
        for (int i = 0; i < text.Length; i += 2)
        {
            if (!int.TryParse(text.AsSpan(i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
            {
                return null;
            }

            plain.Append((char)code);
        }

        return plain.ToString();
    }

    private static string? Inflated(string text, Func<Stream, Stream> open)
    {
        byte[] plain = ArrayPool<byte>.Shared.Rent(MaxInflated);
        try
        {
            using Stream inflating = open(new MemoryStream(Encoding.Latin1.GetBytes(text)));
            int length = inflating.ReadAtLeast(plain.AsSpan(0, MaxInflated), MaxInflated, throwOnEndOfStream: false);
            return length == 0 ? null : Encoding.Latin1.GetString(plain, 0, length);
        }
        catch (InvalidDataException)
        {
            // Not what the page says it is; nothing can be told of it.
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }
}
