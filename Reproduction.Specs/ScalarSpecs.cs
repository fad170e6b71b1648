using System.Reflection;
using System.Reflection.Emit;
using Reproduction.KnownAnswers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Reproduction.Specs;

/// <summary>
/// The program lets no number go before libtorch has read it; <see cref="HeldScalars"/> says what could come of it. Its instructions say
/// so: it makes a <see cref="Scalar"/> by <c>ToScalar</c> alone, for a local that is disposed or a field that stays as it is, and calls
/// nothing of TorchSharp's that makes one and lets it go.
/// </summary>
/// <remarks>
/// Of TorchSharp's methods each that makes a scalar is taken to let it go, and so is each that calls such a one. (<c>hardshrink</c> and
/// <c>softshrink</c> hold theirs, but nothing here calls them.) Of a constructor it is taken that somebody will call what its type
/// overrides, as a network calls its layers and a training its optimiser: so <c>nn.BatchNorm2d</c> was found, which counts batches.
/// Seen red: of the program before there was <see cref="HeldScalars"/> the same rules, in a script, named 58 calls in 33 methods.
/// </remarks>
public sealed class ScalarSpecs
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Module Library = typeof(Tensor).Module;

    private static readonly Lazy<Dictionary<(Module, int), MethodBase>> Careless = new(FindCareless);

    [Fact]
    public void The_program_holds_every_number_until_libtorch_has_read_it() =>
        LetGo(typeof(HeldScalars).Assembly.GetTypes()).Select(fault => $"{Name(fault.Method)}: {fault.What}").Should()
            .BeEmpty("HeldScalars has the same with numbers that live long enough");

    [Fact]
    public void Numbers_that_are_let_go_are_found_in_every_guise_and_those_that_are_held_are_not() =>
        LetGo([typeof(LettingGo), typeof(Holding)]).Select(fault => fault.Method.Name).Should()
            .BeEquivalentTo(typeof(LettingGo).GetMethods(Declared).Select(method => method.Name));

    /// <summary>The methods of some types that let a scalar go, once for each call by which they do, with that call.</summary>
    private static IEnumerable<(MethodBase Method, string What)> LetGo(IEnumerable<Type> types)
    {
        foreach (var method in types.SelectMany(MethodsOf))
        {
            Instruction[] instructions = [.. Instruction.Of(method)];
            foreach (var (at, instruction) in instructions.Index())
            {
                if (instruction.Called is not { } called) continue;
                if (Makes(called) ? !IsHeld(method, instructions, at) : Careless.Value.ContainsKey(Id(called)))
                    yield return (method, Way(called));
            }
        }
    }

    /// <summary>Whether the scalar that is made at some place is stored for good, or in a local that is disposed later.</summary>
    private static bool IsHeld(MethodBase method, Instruction[] instructions, int at)
    {
        var next = instructions[at + 1];
        if (instructions[at].Called!.Name == "op_Implicit") return false;
        if (next.Code == OpCodes.Stsfld) return method.Module.ResolveField(next.Operand)!.IsInitOnly;
        return next.StoredLocal is { } local && instructions[at..].Zip(instructions[(at + 1)..])
            .Any(pair => pair.First.LoadedLocal == local && pair.Second.Called?.Name == nameof(IDisposable.Dispose));
    }

    /// <summary>TorchSharp's methods that let a scalar go, each with the call by which it does.</summary>
    private static Dictionary<(Module, int), MethodBase> FindCareless()
    {
        var calls = Library.GetTypes().SelectMany(MethodsOf).Where(method => !Makes(method)).ToDictionary(Id, CallsOf);
        Dictionary<(Module, int), MethodBase> found = [];
        int before;
        do
        {
            before = found.Count;
            foreach (var (method, called) in calls)
                if (!found.ContainsKey(method) && called.Find(one => Makes(one) || found.ContainsKey(Id(one))) is { } careless)
                    found.Add(method, careless);
        }
        while (found.Count > before);
        return found;
    }

    // What overrides a method of .NET's, such as ToString, nobody calls for being a layer or an optimiser.
    private static List<MethodBase> CallsOf(MethodBase method) =>
    [
        .. Instruction.Of(method).Select(instruction => instruction.Called).OfType<MethodBase>(),
        .. method is ConstructorInfo
            ? method.DeclaringType!.GetMethods(Declared).Where(own => own.IsVirtual && own.GetBaseDefinition().Module == Library)
            : [],
    ];

    private static IEnumerable<MethodBase> MethodsOf(Type type) => [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];

    private static bool Makes(MethodBase method) =>
        method.Module == Library && method is MethodInfo { ReturnType: var type } && type == typeof(Scalar);

    // The same for a generic method and what is made of it.
    private static (Module, int) Id(MethodBase method) => (method.Module, method.MetadataToken);

    private static string Way(MethodBase method) =>
        Careless.Value.TryGetValue(Id(method), out var next) ? $"{Name(method)}, {Way(next)}" : Name(method);

    private static string Name(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType.Name);
        return $"{method.DeclaringType}.{method.Name}({string.Join(", ", parameters)})";
    }

    private static class LettingGo
    {
        public static Tensor Converts(Tensor x) => x.mul(2);

        public static Tensor ConvertsAndDisposes(Tensor x)
        {
            using Scalar two = 2;
            return x.mul(two);
        }

        public static Tensor Adds(Tensor x, Tensor y) => x + y;

        public static Tensor Multiplies(Tensor x) => 2.0 * x;

        public static Tensor HandsOver(Tensor x) => x.mul(2.ToScalar());

        public static Tensor ForgetsToDispose(Tensor x)
        {
            var two = 2.ToScalar();
            return x.mul(two);
        }

        public static Func<Tensor, Tensor> MakesADelegate() => square;

        public static nn.Module MakesALayer() => nn.BatchNorm2d(3);

        public static optim.Optimizer MakesAnOptimiser(Parameter[] x) => optim.SGD(x, 0.1);
    }

    private static class Holding
    {
        private static readonly Scalar Two = 2.ToScalar();

        public static Tensor InAField(Tensor x) => x.mul(Two);

        public static Tensor InALocal(Tensor x)
        {
            using var two = 2.ToScalar();
            return x.mul(two);
        }

        public static Tensor InLocals(Tensor x)
        {
            using Scalar two = 2.ToScalar(), three = 3.ToScalar(), four = 4.ToScalar(), five = 5.ToScalar(), six = 6.ToScalar();
            return x.mul(two).mul(three).mul(four).mul(five).mul(six);
        }
    }
}
