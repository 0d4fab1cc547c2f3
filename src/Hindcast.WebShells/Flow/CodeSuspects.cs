using System.Buffers;
using Hindcast.WebShells.Lexing;

namespace Hindcast.WebShells.Flow;

/// <summary>
/// Lets code go by without being taken apart: code that spells none of the names of the calls that matter, no text that names something
/// dangerous, and no way to call by a text, has none of the capabilities. Thread-safe.
/// </summary>
/// <remarks>
/// The names come from <see cref="Sinks"/> and <see cref="NamedThings"/>, so a call that is added there is looked for here. Languages that
/// can call what a text names (PHP, JScript, VBScript) are let go only without any way to put a text together, too.
/// </remarks>
internal static class CodeSuspects
{
    /// <summary>Ways to call by a text, properties that start a process when they are set, and escapes in names.</summary>
    private static readonly string[] Ways =
    [
        "getmethod", "gettype", "invoke", "getconstructor", "createinstance", "activator", "callbyname", "startinfo", "commandtext", "selectcommand", "connectionstring", "\\u", "forname",
        "dllimport", "declare ",
    ];

    /// <summary>What else pages of languages that can call by a text hold when they hide something.</summary>
    private static readonly string[] Loose =
    [
        // Running code, in any language.
        "eval", "exec", "process", "assembly", "invoke", "createobject", "activexobject", "shell", "addscript", "codeprovider", "codedom",
        "deserialize", "xamlreader", "xslt", "xsltransform", "xslcompiled", "transformnode", "dllimport", "createinstance", "activator",
        "virtualpathprovider", "system(", "system (", "passthru", "popen", "proc_", "assert", "create_function", "call_user", "array_map", "array_filter",
        "usort", "uasort", "uksort", "array_walk", "array_reduce", "preg_replace", "include", "require", "unserialize", "getruntime", "processbuilder",
        "defineclass", "classloader", "forname", "xmldecoder", "readobject", "lookup", "addfilter", "addvalve",

        // Files, connections, databases.
        "writeall", "appendall", "streamwriter", "filestream", "saveas", "savetofile", "textfile", "file.", "directory", "createtext", "filesystem",
        "file_put", "fwrite", "fputs", "move_uploaded", "copy(", "unlink", "readfile", "file_get", "show_source", "opendir", "scandir", "outputstream",
        "filewriter", "randomaccess", "new file", "listfiles", "socket", "tcpclient", "webrequest", "webclient", "xmlhttp", "fsockopen", "curl_",
        "connection", "sqlcommand", "getdrives", "logicaldrives", "opensubkey", "managementobject", "regread", "mysql_", "executequery", "com(",

        // Hiding.
        "base64", "chr(", "chrw(", "fromcharcode", "strreverse", "strrev", "gzinflate", "gzuncompress", "rot13", "\\u00", "\\x", "#@~^", "codepage", "pageencoding",
        "goto ", "$_", "${", "^\"", "^'", "$GLOBALS", "extract(", "parse_str", "](", "ob_start", "register_", "%00",
    ];

    /// <summary>Texts of PHP that are mixed bit by bit; in VBScript the same marks merely join.</summary>
    private static readonly string[] Bits =
    [
        "'^", "'|", "'&", "|'", "&'", "\"^", "\"|", "\"&", "|\"", "&\"", "' ^", "' |", "' &", "^ '", "| '", "& '", "\" ^", "\" |", "\" &", "^ \"", "| \"", "& \"",
    ];

    private static readonly SearchValues<string> DotNet = Of(PageLanguage.CSharp);
    private static readonly SearchValues<string> Java = Of(PageLanguage.Java);
    private static readonly SearchValues<string> JScript = Of(PageLanguage.JScript);
    private static readonly SearchValues<string> VBScript = Of(PageLanguage.VBScript);
    private static readonly SearchValues<string> Php = Of(PageLanguage.Php);

    /// <summary>True when the code may have a capability.</summary>
    internal static bool In(PageLanguage language, ReadOnlySpan<char> code) => language switch
    {
        PageLanguage.CSharp or PageLanguage.VisualBasic => code.ContainsAny(DotNet) || FormatCharacters.In(code),
        PageLanguage.Java => code.ContainsAny(Java),
        PageLanguage.JScript => code.ContainsAny(JScript) || FormatCharacters.In(code),
        PageLanguage.VBScript => code.ContainsAny(VBScript),
        PageLanguage.Php => code.ContainsAny(Php),
        _ => true,
    };

    /// <summary>The texts one of which code of a language holds when it has a capability; but for characters that nobody sees, see <see cref="FormatCharacters"/>.</summary>
    internal static HashSet<string> TextsOf(PageLanguage language)
    {
        HashSet<string> texts = new(Ways, StringComparer.Ordinal);
        texts.UnionWith(NamedThings.Texts);
        texts.UnionWith(language is PageLanguage.JScript or PageLanguage.VBScript or PageLanguage.Php ? Loose : []);
        texts.UnionWith(language is PageLanguage.Php ? Bits : []);
        foreach (Sink sink in Sinks.All(language))
        {
            // What a call's class must hold is rarer than the name of its method: Process.Start, not start.
            texts.UnionWith(sink.With.Length > 0 && !sink.With.Contains("^") ? sink.With : sink.Names.Select(n => n.StartsWith("new ", StringComparison.Ordinal) ? n[4..] : n));
        }

        return texts;
    }

    private static SearchValues<string> Of(PageLanguage language) => SearchValues.Create([.. TextsOf(language)], StringComparison.OrdinalIgnoreCase);
}
