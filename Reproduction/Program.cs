using System.Globalization;
using Reproduction.Commands;
using Reproduction.Native;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var streams = StandardStreams.Guard();
Allocator.KeepMemory();
return streams.ExitCode(CommandLine.Run(args, Console.Out, Console.Error));
