using System.Runtime.InteropServices;

namespace Hindcast.Engine.Yara;

/// <summary>A scanner of libyara with the managed code that it calls, kept alive as long as it. Not thread-safe.</summary>
internal sealed class YaraScanHandle : IDisposable
{
    private readonly YaraNative _library;
    private readonly YaraNative.Told _told;
    private nint _scanner;

    internal YaraScanHandle(YaraNative library, nint rules, YaraNative.Told told)
    {
        _library = library;
        _told = told;
        if (library.ScannerCreate(rules, out _scanner) != YaraNative.Success)
        {
            throw new InvalidOperationException("libyara made no scanner.");
        }

        library.ScannerSetCallback(_scanner, Marshal.GetFunctionPointerForDelegate(told), 0);
        library.ScannerSetFlags(_scanner, YaraNative.ScanFlags);
    }

    /// <summary>Sets a variable that rules may read.</summary>
    internal void Define(string name, string value)
    {
        nint nativeName = Marshal.StringToCoTaskMemUTF8(name), nativeValue = Marshal.StringToCoTaskMemUTF8(value);
        _library.ScannerDefineText(_scanner, nativeName, nativeValue);
        Marshal.FreeCoTaskMem(nativeName);
        Marshal.FreeCoTaskMem(nativeValue);
    }

    /// <summary>Matches the first bytes of an array; gives libyara's code.</summary>
    internal int Run(byte[] bytes, int length, int seconds)
    {
        _library.ScannerSetTimeout(_scanner, seconds);
        GCHandle pinned = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            return _library.ScannerScan(_scanner, pinned.AddrOfPinnedObject(), (nuint)length);
        }
        finally
        {
            pinned.Free();
            GC.KeepAlive(_told);
        }
    }

    public void Dispose()
    {
        if (_scanner != 0)
        {
            _library.ScannerDestroy(_scanner);
            _scanner = 0;
        }
    }
}
