using System.Buffers;

namespace Hindcast.WebShells.Reading;

/// <summary>
/// Lets most pages go by without being read as code: a page without any of these texts holds nothing that the flow analysis
/// or the shapes know. Thread-safe.
/// </summary>
internal static class PagePrefilter
{
    /// <summary>Texts that begin code; without one nothing in the file is run.</summary>
    private static readonly SearchValues<string> Openings = SearchValues.Create(
        ["<%", "<?", "runat", "@{", "@(", "@functions", "<jsp:", "${", "#{", "language=\"php", "language='php", "language=php", "#@~^"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Names of what can be done, and of ways to hide it.</summary>
    private static readonly SearchValues<string> Suspects = SearchValues.Create(
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
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the page must be read as code.</summary>
    internal static bool MayMatter(ReadOnlySpan<char> text) => text.IndexOfAny(Openings) >= 0 && text.IndexOfAny(Suspects) >= 0;
}
