# frozen_string_literal: true

# Runs a Ruby Lambda handler: asks the Runtime API for events, calls the handler, posts what it returns.
#
# Standard library only, Ruby 3.0 and later. What handlers and callers see is what AWS's Ruby runtime interface client
# (`aws_lambda_ric` 3.0.0, its JSON logs as of March 2026) shows them: context, marshaller, error payloads, log lines.
# The names of classes and methods between `Bootstrap` and the handler are AWS's, since stack traces show them.

require 'json'
require 'logger'
require 'socket'
require 'stringio'

# AWS's client has loaded these before the handler's file, so some handlers never say that they need them.
autoload :Net, 'net/http'
autoload :URI, 'uri'

$stdout.sync = true

# The log.
module LambdaLog
  LEVELS = { 'TRACE' => Logger::DEBUG }.merge(
    %w[DEBUG INFO WARN ERROR FATAL].to_h { |name| [name, Logger.const_get(name)] }
  ).freeze

  # Where `puts` and loggers write, an event each time: its inner line ends are marked, so that it stays one.
  class Sink
    def write(text)
      text = text.to_s
      $stdout.write(text[0...-1].tr("\n", "\r"), text[-1])
    end

    def close; end
  end

  SINK = Sink.new

  def self.json?
    ENV.fetch('AWS_LAMBDA_LOG_FORMAT', '').casecmp?('JSON')
  end

  def self.level
    LEVELS[ENV['AWS_LAMBDA_LOG_LEVEL']&.upcase]
  end

  def self.utf8(value)
    value.to_s.encode('UTF-8', invalid: :replace, undef: :replace, replace: '�')
  end

  # A line of text, with the request it belongs to.
  class TextFormatter < Logger::Formatter
    def call(severity, time, progname, msg)
      head = "#{severity[0]}, [#{format_datetime(time)} ##{Process.pid}] #{severity.rjust(5)}"
      LambdaLog.utf8("#{head} #{$_global_aws_request_id} -- #{progname}: #{msg2str(msg)}") + "\n"
    end
  end

  # An object a line.
  class JsonFormatter < Logger::Formatter
    def call(severity, time, progname, msg)
      error = msg if msg.is_a?(Exception)
      object = {
        timestamp: time.utc.strftime('%Y-%m-%dT%H:%M:%S.%6NZ'), level: severity,
        message: LambdaLog.utf8(error ? error.message : msg2str(msg)), requestId: $_global_aws_request_id
      }
      object[:logger] = LambdaLog.utf8(progname) unless progname.to_s.empty?
      object.merge!(told(error)) if error
      "#{JSON.generate(object.compact)}\n"
    end

    private

    def told(error)
      trace = Array(error.backtrace).map { |frame| LambdaLog.utf8(frame) }
      {
        errorType: error.class.to_s, errorMessage: LambdaLog.utf8(error.message), stackTrace: trace,
        location: trace.first&.sub(/\A(.+):(\d+):in [`'](.+)'\z/, '\1:\3:\2')
      }
    end
  end

  # Every logger that would write to standard output or error.
  module Patch
    def initialize(logdev, shift_age = 0, shift_size = 1_048_576, **options)
      if !logdev || logdev == $stdout || logdev == $stderr
        logdev = SINK
        options[:formatter] ||= LambdaLog.json? ? JsonFormatter.new : TextFormatter.new
        options[:level] = LambdaLog.level || Logger::DEBUG unless options.key?(:level)
      end
      super(logdev, shift_age, shift_size, **options)
    end
  end
end

Logger.prepend(LambdaLog::Patch)

module Kernel
  # One call is one event of the log, however many lines it has.
  def puts(*values)
    text = values.flatten.map { |value| value.to_s.encode('UTF-8') }.join("\n")
    LambdaLog::SINK.write(text.end_with?("\n") ? text : "#{text}\n")
    nil
  end
end

# What a handler gets as `context`.
class LambdaContext
  attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name, :function_name,
              :memory_limit_in_mb, :function_version, :identity, :client_context, :deadline_ms, :tenant_id

  def initialize(request)
    @aws_request_id = request['Lambda-Runtime-Aws-Request-Id']
    @invoked_function_arn = request['Lambda-Runtime-Invoked-Function-Arn']
    @tenant_id = request['Lambda-Runtime-Aws-Tenant-Id']
    @deadline_ms = request['Lambda-Runtime-Deadline-Ms'].to_i
    @log_group_name, @log_stream_name = ENV.values_at('AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME')
    @function_name, @function_version, @memory_limit_in_mb = %w[NAME VERSION MEMORY_SIZE].map do |name|
      ENV.fetch("AWS_LAMBDA_FUNCTION_#{name}", nil)
    end
    @identity, @client_context = %w[Cognito-Identity Client-Context].map do |name|
      text = request["Lambda-Runtime-#{name}"].to_s
      JSON.parse(text) unless text.empty?
    end
  end

  def get_remaining_time_in_millis
    [deadline_ms - Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond), 0].max
  end
end

module AwsLambda
  # From bytes to an event and from a response to bytes. Functions may replace either method.
  class Marshaller
    class << self
      def marshall_request(raw_request)
        raw_request['Content-Type'] == 'application/json' ? JSON.parse(raw_request.body) : raw_request.body
      end

      # Text, or an array of a stream and its content type.
      def marshall_response(method_response)
        case method_response
        when StringIO, IO then [method_response, 'application/unknown']
        else method_response.to_json
        end
      end
    end
  end
end

# Errors on their way out.
module LambdaErrors
  # What a caller sees of an error of the function's.
  class LambdaError < StandardError
    # Those whose own type is told to Lambda itself.
    PLAIN = %w[
      ArgumentError NoMethodError Exception StandardError NameError LoadError SystemExit SystemStackError
    ].freeze
    FRAMES = 100

    def initialize(original, classification = 'Function')
      super(original)
      @name = original.class.to_s
      trace = Array(original.backtrace_locations).first(FRAMES).map(&:to_s)
      @payload = {
        errorMessage: original.message, errorType: "#{classification}<#{@name}>",
        stackTrace: trace.take_while { |frame| !frame.start_with?('lib') }
      }
    end

    def to_lambda_response
      @payload
    end

    def runtime_error_type
      PLAIN.include?(@name) ? @payload[:errorType] : 'Function<UserException>'
    end
  end

  class LambdaHandlerError < LambdaError; end

  # One behind which the process ends.
  class LambdaHandlerCriticalException < LambdaError; end
end

# The function itself.
class LambdaHandler
  attr_reader :handler_file_name

  def initialize(env_handler:)
    parts = env_handler.split('.')
    unless [2, 3].include?(parts.size)
      raise ArgumentError, "Invalid handler #{parts}, must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD " \
                           'where FILENAME corresponds with an existing Ruby source file FILENAME.rb, CLASS is an ' \
                           'optional module/class namespace and METHOD is a callable method. If using CLASS, METHOD ' \
                           'must be a class-level method.'
    end
    @handler_file_name, *class_name, @method_name = parts
    @class_name = class_name.first
  end

  # A name that is missing is a mistake of the program, behind which the process ends; so does an exit.
  def call_handler(request:, context:)
    target = @class_name ? Kernel.const_get(@class_name) : self
    AwsLambda::Marshaller.marshall_response(target.__send__(@method_name, event: request, context: context))
  rescue NameError => e
    raise LambdaErrors::LambdaHandlerCriticalException, e
  rescue StandardError => e
    raise LambdaErrors::LambdaHandlerError, e
  rescue Exception => e
    raise LambdaErrors::LambdaHandlerCriticalException, e
  end
end

module AwsLambdaRIC
  # The reply to a request: its headers by any spelling, and its body.
  Reply = Struct.new(:status, :headers, :body) do
    def [](name)
      headers[name.downcase]
    end
  end

  # One connection to the Runtime API. Loading Ruby's own client would cost most of a start.
  class Connection
    def initialize(address)
      @address = address
      host, port = address.split(':')
      @socket = TCPSocket.new(host, port.to_i)
      @socket.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1)
      @socket.sync = false
      @unread = 0
    end

    # A request that goes out together with the next call: one packet less each way. Its reply is not looked at.
    def put(method, path, body = '', headers = {})
      head = "#{method} /2018-06-01/runtime/#{path} HTTP/1.1\r\nHost: #{@address}\r\n"
      headers = { 'Content-Length' => body.bytesize, **headers }
      headers.each { |name, value| head << "#{name}: #{value}\r\n" }
      @socket.write(head, "\r\n", body)
      @unread += 1
    end

    def call(method, path, body = '', headers = {})
      put(method, path, body, headers)
      @socket.flush
      replies, @unread = @unread, 0
      Array.new(replies) { reply }.last
    rescue SystemCallError, EOFError
      # The emulator is gone, and nobody waits for us any more.
      exit!(1)
    end

    private

    def reply
      status = line.split(' ', 3)[1].to_i
      headers = {}
      until (text = line).empty?
        name, value = text.split(':', 2)
        headers[name.downcase] = value.strip.force_encoding('UTF-8')
      end
      length = headers['content-length'].to_i
      Reply.new(status, headers, length.zero? ? +'' : @socket.read(length).force_encoding('UTF-8'))
    end

    def line
      (@socket.gets("\r\n") || raise(EOFError)).chomp("\r\n")
    end
  end

  # Loads the function, and runs it for one event after the other.
  class LambdaRunner
    def initialize(address)
      @connection = Connection.new(address)
    end

    def run(app_root, handler)
      $LOAD_PATH.unshift(app_root) unless $LOAD_PATH.include?(app_root)
      status =
        begin
          @lambda_handler = LambdaHandler.new(env_handler: handler)
          require @lambda_handler.handler_file_name
          start_runtime_loop
        rescue Exception => e
          send_init_error(e)
          -4
        end
      exit(status)
    end

    private

    # Runs until the process is to end, with this status.
    def start_runtime_loop
      status = nil
      until status
        request = next_invocation
        return 0 unless request

        status = run_user_code(request)
      end
      status
    end

    def next_invocation
      request = @connection.call('GET', 'invocation/next')
      exit!(1) unless request.status == 200
      $_global_aws_request_id = request['Lambda-Runtime-Aws-Request-Id']
      trace_id = request['Lambda-Runtime-Trace-Id']
      ENV['_X_AMZN_TRACE_ID'] = trace_id if trace_id
      request
    rescue SignalException
      nil # Told to end while there is nothing to do.
    end

    def run_user_code(request)
      event = AwsLambda::Marshaller.marshall_request(request)
      response, kind = @lambda_handler.call_handler(request: event, context: LambdaContext.new(request))
      response = response.read if kind == 'application/unknown'
      flush
      @connection.put('POST', path('response'), response.to_s, 'Content-Type' => kind || 'application/json')
      nil
    rescue LambdaErrors::LambdaHandlerError => e
      log_error(e, 'Error raised from handler method')
      @connection.put('POST', path('error'), *told(e))
      nil
    rescue LambdaErrors::LambdaHandlerCriticalException => e
      log_error(e, 'Critical exception from handler')
      @connection.call('POST', path('error'), *told(e))
      -1
    end

    def path(kind)
      "invocation/#{$_global_aws_request_id}/#{kind}"
    end

    def send_init_error(error)
      error = LambdaErrors::LambdaError.new(error, 'Init')
      log_error(error, 'Init error when loading handler ')
      @connection.call('POST', 'init/error', *told(error))
    end

    def told(error)
      type = { 'Lambda-Runtime-Function-Error-Type' => error.runtime_error_type }
      [error.to_lambda_response.to_json, { 'Content-Type' => 'application/json', **type }]
    end

    def log_error(error, message)
      puts message
      puts JSON.pretty_generate(error.to_lambda_response)
      flush
    end

    def flush
      $stdout.flush
      $stderr.flush
    rescue IOError
      nil # The function closed it.
    end
  end

  class Bootstrap
    def start
      bootstrap_handler
    end

    def bootstrap_handler
      LambdaRunner.new(ENV.fetch('AWS_LAMBDA_RUNTIME_API')).run(Dir.pwd, ENV.fetch('_HANDLER'))
    end
  end
end

AwsLambdaRIC::Bootstrap.new.start
