using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using Hindcast.WebShells;

namespace Hindcast.Tests.Unit.WebShells;

public sealed class CompiledPageTests
{
    [Fact]
    public void Members_and_virtual_path_of_a_compiled_page_are_read_from_its_metadata()
    {
        PageReport report = ServerPageScanner.Scan(Assembly("ASP"), "App_Web_abcd1234.dll");
        Assert.Equal(PageLanguage.Assembly, report.Language);
        Assert.Equal(PageVerdict.LikelyWebShell, report.Verdict);
        Assert.Contains(PageCapability.StartsProcess, report.Capabilities);
        Assert.Equal("~/aspnet_client/inert.aspx", report.VirtualPath);
    }

    [Fact]
    public void Assembly_that_is_no_compiled_page_is_left_alone() =>
        Assert.Equal(PageVerdict.Benign, ServerPageScanner.Scan(Assembly("Contoso"), "Contoso.dll").Verdict);

    [Fact]
    public void Damaged_assembly_never_throws()
    {
        byte[] whole = Assembly("ASP");
        for (int length = 0; length < whole.Length; length += 37)
        {
            _ = ServerPageScanner.Scan(whole.AsSpan(0, length), "a.dll");
        }

        for (int at = 0; at < whole.Length; at += 5)
        {
            byte before = whole[at];
            whole[at] ^= 0x55;
            _ = ServerPageScanner.Scan(whole, "a.dll");
            whole[at] = before;
        }
    }

    /// <summary>An assembly with a method that returns before it would start a process; it is only ever read.</summary>
    private static byte[] Assembly(string name)
    {
        PersistedAssemblyBuilder assembly = new(new AssemblyName("App_Web_inert"), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule("m").DefineType($"{name}.inert_aspx", TypeAttributes.Public);
        ILGenerator code = type.DefineMethod("Inert", MethodAttributes.Public | MethodAttributes.Static, typeof(string), []).GetILGenerator();
        code.Emit(OpCodes.Ldstr, "~/aspnet_client/inert.aspx");
        code.Emit(OpCodes.Ret);
        code.Emit(OpCodes.Call, typeof(Process).GetMethod(nameof(Process.Start), [typeof(string)])!);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        using MemoryStream stream = new();
        assembly.Save(stream);
        return stream.ToArray();
    }
}
