using System.Runtime.InteropServices;

namespace Hindcast.Engine.Yara;

/// <summary>
/// The functions of libyara that are used, looked up in the library that is installed. The interface is that of libyara 4
/// (https://yara.readthedocs.io/en/stable/capi.html). Thread-safe.
/// </summary>
/// <remarks>
/// The one thing that the interface has no function for is the name of a rule, a pointer in a structure that grew between 4.2 and 4.3.
/// <see cref="Load"/> finds its place with a rule of its own and refuses a library in which it does not find it.
/// </remarks>
internal sealed class YaraNative
{
    internal const int Success = 0;
    internal const int ScanTimeout = 26;
    internal const int RuleMatching = 1;
    internal const int Continue = 0;

    /// <summary>SCAN_FLAGS_FAST_MODE and SCAN_FLAGS_REPORT_RULES_MATCHING.</summary>
    internal const int ScanFlags = 1 | 8;

    private const string ProbeName = "hindcast_probe";

    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["yara.dll", "libyara.dll", "libyara64.dll"]
        : OperatingSystem.IsMacOS() ? ["libyara.10.dylib", "libyara.9.dylib", "libyara.dylib"]
        : ["libyara.so.10", "libyara.so.9", "libyara.so.8", "libyara.so"];

    private static readonly Lazy<(YaraNative? Library, string Problem)> Installed = new(Load);

    private int _nameOffset;

    private YaraNative(nint library)
    {
        Initialize = Find<Plain>(library, "yr_initialize");
        CompilerCreate = Find<Create>(library, "yr_compiler_create");
        CompilerDestroy = Find<Release>(library, "yr_compiler_destroy");
        CompilerSetCallback = Find<SetCallback>(library, "yr_compiler_set_callback");
        CompilerAddText = Find<AddText>(library, "yr_compiler_add_string");
        CompilerDefineText = Find<DefineText>(library, "yr_compiler_define_string_variable");
        CompilerGetRules = Find<CreateFrom>(library, "yr_compiler_get_rules");
        RulesDestroy = Find<Release>(library, "yr_rules_destroy");
        ScannerCreate = Find<CreateFrom>(library, "yr_scanner_create");
        ScannerDestroy = Find<Release>(library, "yr_scanner_destroy");
        ScannerSetCallback = Find<SetCallback>(library, "yr_scanner_set_callback");
        ScannerSetTimeout = Find<SetNumber>(library, "yr_scanner_set_timeout");
        ScannerSetFlags = Find<SetNumber>(library, "yr_scanner_set_flags");
        ScannerDefineText = Find<DefineText>(library, "yr_scanner_define_string_variable");
        ScannerScan = Find<Scan>(library, "yr_scanner_scan_mem");
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int Plain();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int Create(out nint made);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int CreateFrom(nint from, out nint made);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void Release(nint made);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void SetCallback(nint to, nint callback, nint state);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int AddText(nint compiler, nint text, nint space);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int DefineText(nint to, nint name, nint text);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void SetNumber(nint to, int number);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int Scan(nint scanner, nint bytes, nuint length);

    /// <summary>Gets what a scan tells: the scan, the kind of message, what it is about, and the state that was given.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int Told(nint scan, int message, nint about, nint state);

    /// <summary>Gets what is wrong with a rule: 0 for an error, file, line, rule, text, state.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate void Complaint(int level, nint file, int line, nint rule, nint text, nint state);

    internal Plain Initialize { get; }

    internal Create CompilerCreate { get; }

    internal Release CompilerDestroy { get; }

    internal SetCallback CompilerSetCallback { get; }

    internal AddText CompilerAddText { get; }

    internal DefineText CompilerDefineText { get; }

    internal CreateFrom CompilerGetRules { get; }

    internal Release RulesDestroy { get; }

    internal CreateFrom ScannerCreate { get; }

    internal Release ScannerDestroy { get; }

    internal SetCallback ScannerSetCallback { get; }

    internal SetNumber ScannerSetTimeout { get; }

    internal SetNumber ScannerSetFlags { get; }

    internal DefineText ScannerDefineText { get; }

    internal Scan ScannerScan { get; }

    /// <summary>The library; null with what to do about it when it is not installed or not understood.</summary>
    internal static YaraNative? Get(out string problem)
    {
        problem = Installed.Value.Problem;
        return Installed.Value.Library;
    }

    /// <summary>The name of the rule that a scan tells of.</summary>
    internal string NameOf(nint rule) => Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(rule, _nameOffset)) ?? "";

    private static (YaraNative? Library, string Problem) Load()
    {
        foreach (string name in Names)
        {
            if (!NativeLibrary.TryLoad(name, typeof(YaraNative).Assembly, DllImportSearchPath.SafeDirectories, out nint handle))
            {
                continue;
            }

            try
            {
                YaraNative library = new(handle);
                return library.Initialize() == Success && library.FindNameOffset() ? (library, "") : (null, $"{name} is installed, but its interface is not that of libyara 4");
            }
            catch (EntryPointNotFoundException)
            {
                return (null, $"{name} is installed, but its interface is not that of libyara 4");
            }
        }

        return (null, $"libyara is not installed (looked for {string.Join(", ", Names)}); on Debian and Ubuntu: apt-get install yara");
    }

    private static T Find<T>(nint library, string name)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    /// <summary>
    /// Compiles and matches a rule of a known name. At offset 8 libyara 4.2 and older hold the pointer to it, newer ones two small numbers, and
    /// the pointer 8 bytes later; a pointer is told from the numbers by its upper half.
    /// </summary>
    private bool FindNameOffset()
    {
        if (nint.Size != 8 || !YaraCompilation.TryCompile(this, [("probe", "rule " + ProbeName + " { condition: true }")], out nint rules, out _))
        {
            return false;
        }

        nint rule = 0;
        Told told = (_, message, about, _) =>
        {
            if (message == RuleMatching)
            {
                rule = about;
                _nameOffset = Marshal.ReadInt64(about, 8) >> 32 != 0 ? 8 : 16;
                rule = NameOf(about) == ProbeName ? about : 0;
            }

            return Continue;
        };
        try
        {
            using YaraScanHandle scan = new(this, rules, told);
            return scan.Run(new byte[1], 1, 10) == Success && rule != 0;
        }
        finally
        {
            RulesDestroy(rules);
        }
    }
}
